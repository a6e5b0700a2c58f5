/** People of a sale, each with all that they will ask for. Import once the environment is set. */
import { randomUUID } from "node:crypto";
import type { Caller } from "#bench/calls/api-request.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { readPlaceStatus } from "#functions/queue/place-status.ts";
import { queueTokenResponse } from "#functions/queue/queue-token-response.ts";
import type { QueueState } from "#functions/queue/rules/queue-state.ts";
import { environment } from "#functions/shared/environment.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { QUEUE_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { systemClock } from "#functions/shared/time.ts";
import { countAll } from "#test/integration/support/hall.ts";
import { createSale, join, people, queueOf, section, TICK_OPTIONS, tickNow } from "#test/integration/support/sale.ts";

/** A person, who tops up, holds a seat, holds four more, pays for the first, joins another queue and looks at a section. */
export interface Buyer {
  readonly caller: Caller;
  readonly performance: Performance;
  /** Whose queue they join. */
  readonly otherConcertId: string;
  readonly sectionId: string;
  /** The number of the people with whom they were admitted, whose departures are counted together. */
  readonly shard: number;
  /** The first is held by itself, the other four together. */
  readonly seatIds: readonly string[];
  readonly keys: Readonly<Record<"topUp" | "hold" | "holdFour" | "pay", string>>;
}

export interface Sale {
  readonly concertId: string;
  readonly otherConcertId: string;
  readonly performance: Performance;
}

const ROWS = 50;
const SEATS_A_ROW = 20;
/** Of a buyer, beside each other in a row. */
const SEATS_A_BUYER = 5;
/** The last seat of a section is sold. */
const BUYERS_MAX = Math.floor((ROWS * SEATS_A_ROW - 1) / SEATS_A_BUYER);
/** Joins, claims and sign-ins that are prepared at once. */
const AT_ONCE = 32;
/** For as long as any run may take. */
const PASS_SECONDS = 3600;

const rethrow = (error: unknown): never => {
  throw error;
};

/** Long enough not to stand in a hash by chance. */
const sectionIdOf = (index: number): string => `Side${index + 1}`;

/** A sale with sections of a thousand seats, and another concert that people can join. */
export const createSales = async (sections: number): Promise<Sale> => {
  const settings = { maxActive: 10_000, admitPerTick: 10_000, passSeconds: PASS_SECONDS };
  const rows = Array.from({ length: ROWS }, (_, row) => ({ row: String(row + 1), from: 1, to: SEATS_A_ROW }));
  const forms = Array.from({ length: sections }, (_, index) => section({ sectionId: sectionIdOf(index), rows }));
  const { concertId, performance } = await createSale({ settings, sections: forms });
  await countAll(performance);
  const { concertId: otherConcertId } = await createSale({ settings });
  return { concertId, otherConcertId, performance };
};

const seatId = (sectionId: string, index: number): string =>
  `${sectionId}-${1 + Math.floor(index / SEATS_A_ROW)}-${1 + (index % SEATS_A_ROW)}`;

/** The last seats of a section first. */
const seatsOf = (sectionId: string, buyer: number): readonly string[] => {
  const first = (BUYERS_MAX - 1 - buyer) * SEATS_A_BUYER;
  return Array.from({ length: SEATS_A_BUYER }, (_, seat) => seatId(sectionId, first + seat));
};

/**
 * Admits people, as many as wanted for each section.
 * @param signIn returns the access token of a user; empty for people who send nothing over HTTP
 * @returns the people of each section
 */
export const admitBuyers = async (
  { concertId, otherConcertId, performance }: Sale,
  wanted: readonly number[],
  signIn: (userId: string, section: number) => Promise<string>,
): Promise<readonly (readonly Buyer[])[]> => {
  const arrivals = wanted.flatMap((count, section) =>
    people(count).map((userId, buyer) => ({ userId, section, buyer })),
  );
  for (let from = 0; from < arrivals.length; from += AT_ONCE) {
    await join(
      concertId,
      arrivals.slice(from, from + AT_ONCE).map(({ userId }) => userId),
    );
  }
  await tickNow(concertId);
  const queue = await queueOf(concertId);
  const buyers = wanted.map((): Buyer[] => []);
  const admitOne = async ({ userId, section, buyer }: (typeof arrivals)[number]): Promise<void> => {
    const { shard, queueToken } = await claimTurn(queue, userId);
    const sectionId = sectionIdOf(section);
    buyers[section]?.push({
      caller: { userId, accessToken: await signIn(userId, section), queueToken },
      performance,
      otherConcertId,
      sectionId,
      shard,
      seatIds: seatsOf(sectionId, buyer),
      keys: { topUp: randomUUID(), hold: randomUUID(), holdFour: randomUUID(), pay: randomUUID() },
    });
  };
  await forEachLimit(arrivals, AT_ONCE, admitOne, rethrow);
  return buyers;
};

const claimTurn = async (queue: QueueState, userId: string) => {
  const now = systemClock();
  const status = await readPlaceStatus(queue, userId, undefined, now);
  if (status.kind !== "admitted" || status.place.countedIn === undefined)
    throw new Error(`${userId} is ${status.kind}.`);
  const user = { userId, groups: [], isOperator: false, issuedAt: 0 };
  const options = { ...TICK_OPTIONS, issuer: environment(QUEUE_TOKEN_VARIABLES.issuer), pollsPerSecondMax: 1000 };
  const { token } = await queueTokenResponse(queue, user, status, options, now);
  return { shard: status.place.countedIn, queueToken: token };
};
