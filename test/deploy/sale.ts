import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import type { CallResult } from "#client/call-types.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import type { EncoreClient } from "#client/table-client.ts";
import type { Users } from "#test/deploy/users.ts";
import { eventually } from "#test/support/eventually.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const POLL_MS = 1000;
const PEOPLE = 5;
const ADMITTED_MAX = 3;
/** The schedule starts admission once a minute, and admission ticks within the minute. */
const SECONDS_MAX = 150;

/** A sale of the gate, with the people who have been admitted. */
export interface Sale {
  readonly concertId: string;
  readonly performanceId: string;
  readonly admitted: readonly Visitor[];
}

export interface Visitor {
  readonly client: EncoreClient;
  readonly queueToken: string;
}

const newConcert = async (operator: EncoreClient) => {
  const now = Date.now();
  const at = (ms: number): string => new Date(now + ms).toISOString();
  const { body: concert } = await operator.call("createConcert", {
    idempotencyKey: randomUUID(),
    body: {
      title: "Opening Night",
      artist: `The Half Moons ${SUITE_MARK}`,
      venue: "Small Hall",
      // Before the concerts of the seed: `npm run demo` takes the open one that opened last, and this one is full.
      opensAt: at(-HOUR_MS),
      closesAt: at(DAY_MS),
      queue: { maxActive: ADMITTED_MAX, admitPerTick: ADMITTED_MAX, claimSeconds: 600, passSeconds: 600 },
    },
  });
  const { body: performance } = await operator.call("createPerformance", {
    params: { concertId: concert.concertId },
    idempotencyKey: randomUUID(),
    body: {
      startsAt: at(30 * DAY_MS),
      seatLimit: 4,
      sections: [
        { sectionId: "A", label: "Stalls", category: "R", price: 1000, rows: [{ row: "1", from: 1, to: 500 }] },
      ],
    },
  });
  return { concertId: concert.concertId, performanceId: performance.performanceId };
};

type Place = CallResult<"readQueueToken">["body"];

/** Somebody in the queue, with their place as it was last seen. */
interface Person {
  readonly client: EncoreClient;
  readonly place: Place;
}

const isIn = ({ place }: Person): boolean => place.status === "ADMITTED";

const join = async (client: EncoreClient, concertId: string): Promise<Person> => ({
  client,
  place: (await client.call("joinQueue", { params: { concertId } })).body,
});

/** Reads the places of all. With its token a place can be read before it has a number. */
const seen = (people: readonly Person[]): Promise<readonly Person[]> =>
  Promise.all(
    people.map(async ({ client, place }) => {
      const request = { params: { concertId: place.concertId }, queueToken: place.token };
      return { client, place: (await client.call("readQueueToken", request)).body };
    }),
  );

/** Waits until as many are in as the sale allows. */
const untilFull = (people: readonly Person[], secondsMax: number): Promise<readonly Person[]> =>
  eventually(
    `${ADMITTED_MAX} of ${people.length} people are admitted`,
    async () => {
      const now = await seen(people);
      return now.filter(isIn).length >= ADMITTED_MAX && now.every(({ place }) => place.number !== null)
        ? now
        : undefined;
    },
    secondsMax,
    POLL_MS,
  );

/**
 * Opens a sale for three people at once, and has five join. Nothing but the deployed schedule admits them.
 * @returns the sale when three are in, after one has left and the next was admitted
 */
export const openSale = async (url: string, users: Users): Promise<Sale> => {
  const clientOf = async (user: string, operator = false): Promise<EncoreClient> =>
    createEncoreClient({ url, userToken: await users.token({ user, operator }) });
  const sale = await newConcert(await clientOf("operator", true));
  const clients = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => clientOf(`visitor-${index}`)));
  const people = await untilFull(await Promise.all(clients.map((client) => join(client, sale.concertId))), SECONDS_MAX);
  assert.equal(people.filter(isIn).length, ADMITTED_MAX, "people admitted at once");
  assert.equal(new Set(people.map(({ place }) => place.number)).size, PEOPLE, "different numbers");
  const leaver = people.find(isIn);
  await leaver?.client.call("leaveQueue", { params: { concertId: sale.concertId } });
  const others = await untilFull(
    people.filter((person) => person !== leaver),
    SECONDS_MAX,
  );
  assert.equal(others.filter(isIn).length, ADMITTED_MAX, "people admitted at once, after one has left");
  return { ...sale, admitted: others.filter(isIn).map(({ client, place }) => ({ client, queueToken: place.token })) };
};
