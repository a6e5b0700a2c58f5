import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import type { EncoreClient } from "#client/table-client.ts";
import type { Users } from "#test/deploy/users.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const POLL_MS = 1000;
const PEOPLE = 5;
const ADMITTED_MAX = 3;

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

/** Polls until `probe` finds something. @throws Error naming what was awaited if nothing is found in time */
export const eventually = async <Found>(
  awaited: string,
  secondsMax: number,
  probe: () => Promise<Found | undefined>,
): Promise<Found> => {
  const deadline = Date.now() + secondsMax * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${secondsMax} s: ${awaited}.`);
    await delay(POLL_MS);
  }
};

const newConcert = async (operator: EncoreClient) => {
  const now = Date.now();
  const at = (ms: number): string => new Date(now + ms).toISOString();
  const { body: concert } = await operator.call("createConcert", {
    idempotencyKey: randomUUID(),
    body: {
      title: "Opening Night",
      artist: `The Half Moons ${SUITE_MARK}`,
      venue: "Small Hall",
      opensAt: at(-60_000),
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

/**
 * Opens a sale for three people at once, and has five join. Nothing but the deployed schedule admits them.
 * @returns the sale when three are in and two wait
 */
export const openSale = async (url: string, users: Users): Promise<Sale> => {
  const clientOf = async (user: string, operator = false): Promise<EncoreClient> =>
    createEncoreClient({ url, userToken: await users.token({ user, operator }) });
  const sale = await newConcert(await clientOf("operator", true));
  const params = { concertId: sale.concertId };
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => clientOf(`visitor-${index}`)));
  for (const person of people) await person.call("joinQueue", { params });

  const placesOf = () =>
    Promise.all(
      people.map(async (person) => ({ person, place: (await person.call("readQueueToken", { params })).body })),
    );
  const isIn = ({ place }: Awaited<ReturnType<typeof placesOf>>[number]): boolean => place.status === "ADMITTED";
  await eventually("the schedule admits three people", 150, async () => {
    const places = await placesOf();
    return places.filter(isIn).length >= ADMITTED_MAX ? places : undefined;
  });
  const places = await placesOf();
  assert.equal(places.filter(isIn).length, ADMITTED_MAX, "people admitted at once");
  assert.equal(new Set(places.map(({ place }) => place.number)).size, PEOPLE, "different numbers");
  const [leaver, ...admitted] = places
    .filter(isIn)
    .map(({ person, place }) => ({ client: person, queueToken: place.token }));
  await leaver?.client.call("leaveQueue", { params });
  await eventually("the next person is admitted to the place that became free", 90, async () =>
    (await placesOfOthers(people, leaver?.client, params)) === ADMITTED_MAX ? true : undefined,
  );
  return { ...sale, admitted };
};

const placesOfOthers = async (
  people: readonly EncoreClient[],
  leaver: EncoreClient | undefined,
  params: { readonly concertId: string },
): Promise<number> => {
  const others = people.filter((person) => person !== leaver);
  const places = await Promise.all(others.map((person) => person.call("readQueueToken", { params })));
  return places.filter(({ body }) => body.status === "ADMITTED").length;
};
