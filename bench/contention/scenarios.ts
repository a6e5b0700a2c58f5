/** What people contend for. Import once the environment of the tables is set. */
import { randomUUID } from "node:crypto";
import { type Rivalry, rival } from "#bench/contention/rivalry.ts";
import { topUpBalance } from "#functions/balance/top-up-balance.ts";
import { payReservation } from "#functions/payments/pay-reservation.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { admit, createSale, holdNow, people, section } from "#test/integration/support/sale.ts";

export interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly rivals: readonly number[];
  readonly rivalsQuick: readonly number[];
  /** How many of them must get what they want. */
  readonly winners: (rivals: number) => number;
  /** Whether each rival learns how many are ahead, and so loses about one transaction. */
  readonly losesOnce?: boolean;
  readonly play: (rivals: number) => Promise<Rivalry>;
}

const LIMITS = { amountMax: 1_000_000, balanceMax: 100_000_000 };
const PREPARED_AT_ONCE = 8;
const PRICE = 1000;

const rethrow = (error: unknown): never => {
  throw error;
};

const topUp = (userId: string, amount: number) =>
  topUpBalance({ userId, amount, idempotencyKey: randomUUID(), ...LIMITS });

/** Joins and claims that the engine takes at once. */
const ADMITTED_AT_ONCE = 200;

/** People with passes of one sale. */
const admitted = async (rivals: number, seatsPerRow: number) => {
  const { concertId, performance } = await createSale({
    settings: { maxActive: 10_000, admitPerTick: 10_000 },
    sections: [section({ price: PRICE, rows: [{ row: "1", from: 1, to: seatsPerRow }] })],
  });
  const passes: VerifiedQueueToken[] = [];
  for (let left = rivals; left > 0; left -= ADMITTED_AT_ONCE) {
    passes.push(...(await admit(concertId, people(Math.min(left, ADMITTED_AT_ONCE)))).values());
  }
  return { performance, passes };
};

const oneSeat: Scenario = {
  name: "one seat",
  what: "holds of the same seat",
  rivals: [10, 100, 500, 2000],
  rivalsQuick: [10, 40],
  winners: () => 1,
  play: async (rivals) => {
    const { performance, passes } = await admitted(rivals, 10);
    return rival(passes.map((queueToken) => () => holdNow({ performance, queueToken, seatIds: ["A-1-5"] })));
  },
};

const bestSeats: Scenario = {
  name: "best two of a section",
  what: "holds of the best two seats of one section, which has enough for all",
  rivals: [10, 30, 100, 300],
  rivalsQuick: [10, 30],
  winners: (rivals) => rivals,
  losesOnce: true,
  play: async (rivals) => {
    const { performance, passes } = await admitted(rivals, 1000);
    const wish = { bestAvailable: { quantity: 2, section: "A" } };
    return rival(passes.map((queueToken) => () => holdNow({ performance, queueToken, wish })));
  },
};

/** A hold in a sale of its own, so that payments contend for nothing but the account. */
const heldBy = async (userId: string): Promise<string> => {
  const { concertId, performance } = await createSale({
    sections: [section({ price: PRICE, rows: [{ row: "1", from: 1, to: 10 }] })],
  });
  const [queueToken] = (await admit(concertId, [userId])).values();
  if (queueToken === undefined) throw new Error(`${userId} was not admitted.`);
  return (await holdNow({ performance, queueToken, seatIds: ["A-1-1"] })).reservation.reservationId;
};

const payments: Scenario = {
  name: "payments of one account",
  what: "payments of different reservations from one account, which has enough for all",
  rivals: [2, 8, 32, 100, 300],
  rivalsQuick: [2, 8],
  winners: (rivals) => rivals,
  losesOnce: true,
  play: async (rivals) => {
    const [userId = ""] = people(1);
    const reservationIds: string[] = [];
    const prepare = async (): Promise<void> => void reservationIds.push(await heldBy(userId));
    await forEachLimit(Array.from({ length: rivals }), PREPARED_AT_ONCE, prepare, rethrow);
    await topUp(userId, rivals * PRICE);
    return rival(
      reservationIds.map((reservationId) => {
        const idempotencyKey = randomUUID();
        return () => payReservation({ reservationId, userId, idempotencyKey });
      }),
    );
  },
};

const topUps: Scenario = {
  name: "top-ups of one account",
  what: "top-ups of one account, each with a key of its own",
  rivals: [2, 8, 32, 100, 300],
  rivalsQuick: [2, 8],
  winners: (rivals) => rivals,
  play: (rivals) => {
    const [userId = ""] = people(1);
    return rival(
      Array.from({ length: rivals }, () => {
        const idempotencyKey = randomUUID();
        return () => topUpBalance({ userId, amount: 1000, idempotencyKey, ...LIMITS });
      }),
    );
  },
};

export const SCENARIOS: readonly Scenario[] = [oneSeat, bestSeats, payments, topUps];
