import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { waitUntil } from "#test/support/wait-until.ts";

const environment = await startTestEnvironment();
const { admit, createSale, people, section, holdNow, NO_COOL_DOWN } = await import("#test/integration/support/sale.ts");
const { isOccupied } = await import("#functions/seats/rules/seat-occupancy.ts");
const { readOccupancy, readTaken, recountSection, watchAvailability } = await import("#functions/seats/seat-store.ts");
const { endExpiredHold } = await import("#functions/reservations/end-hold.ts");
const { readReservation } = await import("#functions/reservations/reservation-store.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { readInventory, recountExpired } = await import("#functions/seats/inventory.ts");
const { systemClock, wait } = await import("#functions/shared/time.ts");
const { withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

type Sale = Awaited<ReturnType<typeof createSale>>;

interface Try {
  readonly queueToken: VerifiedQueueToken | undefined;
  readonly seatIds: readonly string[];
  readonly key?: string;
  readonly holdSeconds?: number;
}

const hold = ({ performance }: Sale, { queueToken, seatIds, key = randomUUID(), holdSeconds = 300 }: Try) => {
  if (!queueToken) throw new Error("no queue token");
  return holdNow({ performance, seatIds, queueToken, idempotencyKey: key, holdSeconds });
};

/** The code of the refusal, or HELD. Retries a conflict as a client does. */
const outcomeOf = async (attempt: () => ReturnType<typeof hold>): Promise<string> => {
  for (;;) {
    try {
      await attempt();
      return "HELD";
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code !== "REQUEST_IN_PROGRESS") return error.code;
    }
  }
};

const tally = (outcomes: readonly string[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(outcomes, (outcome) => outcome)).map(([code, all]) => [code, all?.length]),
  );

describe("holding seats", () => {
  it("S1: of 100 people who want one seat, one gets it and 99 are refused because it is taken", async () => {
    const sale = await createSale();
    const passes = [...(await admit(sale.concertId, people(100))).values()];

    const outcomes = await Promise.all(
      passes.map((queueToken) => outcomeOf(() => hold(sale, { queueToken, seatIds: ["A-1-1"] }))),
    );

    expect(tally(outcomes)).toEqual({ HELD: 1, SEAT_TAKEN: 99 });
  });

  it("S1 positive control: without the condition on the seat, two people hold it", async () => {
    const sale = await createSale();
    const [one, other] = (await admit(sale.concertId, people(2))).values();
    await hold(sale, { queueToken: one, seatIds: ["A-1-1"] });

    const outcome = await withoutCondition(
      (write) => JSON.stringify(write["Item"] ?? "").includes("expiresAt"),
      () => outcomeOf(() => hold(sale, { queueToken: other, seatIds: ["A-1-1"] })),
    );

    expect(outcome).toBe("HELD");
  });

  it("S2: leaves no part of a refused hold behind, and says which seats are taken", async () => {
    const sale = await createSale();
    const [one, other] = (await admit(sale.concertId, people(2))).values();
    await hold(sale, { queueToken: one, seatIds: ["A-1-2", "A-1-4"] });

    const refused = hold(sale, { queueToken: other, seatIds: ["A-1-1", "A-1-2", "A-1-3", "A-1-4"] });

    await expect(refused).rejects.toMatchObject({ code: "SEAT_TAKEN", evidence: { seatIds: ["A-1-2", "A-1-4"] } });
    expect((await readTaken(sale.performance.performanceId, ["A-1-1", "A-1-3"], systemClock())).length).toBe(0);
  });

  it("S1, S2: overlapping holds of random seats always end, whole or not at all", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }), {
          minLength: 4,
          maxLength: 12,
        }),
        async (wishes) => {
          const sale = await createSale();
          const passes = [...(await admit(sale.concertId, people(wishes.length))).values()];

          const results = await Promise.all(
            wishes.map((numbers, index) => {
              const seatIds = numbers.map((number) => `A-1-${number}`);
              return hold(sale, { queueToken: passes[index], seatIds }).then(
                ({ reservation }) => reservation,
                (error: unknown) => {
                  if (error instanceof Problem && error.status === 409) return undefined;
                  throw error;
                },
              );
            }),
          );

          const owners = new Map<string, string>();
          for (const reservation of results) {
            for (const seatId of reservation?.seatIds ?? []) {
              expect(owners.has(seatId)).toBe(false);
              owners.set(seatId, reservation?.reservationId ?? "");
            }
          }
          const occupied = await readOccupancy(sale.performance.performanceId, "A");
          const owned = occupied.flatMap((seat) =>
            seat.state === "BLOCKED" ? [] : [[seat.seatId, seat.reservationId] as const],
          );
          expect(new Map(owned)).toEqual(owners);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("S3: refuses others until expiresAt and is free to them at expiresAt, with no sweep", async () => {
    const sale = await createSale();
    const [one, other] = (await admit(sale.concertId, people(2))).values();
    const { reservation } = await hold(sale, { queueToken: one, seatIds: ["A-1-1"], holdSeconds: 3 });

    expect(await outcomeOf(() => hold(sale, { queueToken: other, seatIds: ["A-1-1"] }))).toBe("SEAT_TAKEN");
    await waitUntil(reservation.expiresAt);
    expect(await outcomeOf(() => hold(sale, { queueToken: other, seatIds: ["A-1-1"] }))).toBe("HELD");

    // The late reminder of the first hold must not touch the second.
    await endExpiredHold(reservation, systemClock(), NO_COOL_DOWN);
    expect((await readReservation(reservation.reservationId))?.status).toBe("EXPIRED");
    expect(await readTaken(sale.performance.performanceId, ["A-1-1"], systemClock())).toEqual(["A-1-1"]);
  });

  it("S5: never lets a user hold more than the limit, from any number of devices", async () => {
    const sale = await createSale({ seatLimit: 4 });
    const [queueToken] = (await admit(sale.concertId, people(1))).values();

    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        outcomeOf(() => hold(sale, { queueToken, seatIds: [`A-1-${index + 1}`] })),
      ),
    );

    expect(tally(outcomes)).toEqual({ HELD: 4, SEAT_LIMIT_EXCEEDED: 4 });
  });

  it("S5: does not count holds that have expired, though nobody has ended them yet", async () => {
    const sale = await createSale({ seatLimit: 2 });
    const [queueToken] = (await admit(sale.concertId, people(1))).values();
    const { reservation } = await hold(sale, { queueToken, seatIds: ["A-1-1", "A-1-2"], holdSeconds: 3 });
    expect(await outcomeOf(() => hold(sale, { queueToken, seatIds: ["A-1-3"] }))).toBe("SEAT_LIMIT_EXCEEDED");

    await waitUntil(reservation.expiresAt);

    expect(await outcomeOf(() => hold(sale, { queueToken, seatIds: ["A-1-3", "A-1-4"] }))).toBe("HELD");
    expect(await outcomeOf(() => hold(sale, { queueToken, seatIds: ["A-1-5"] }))).toBe("SEAT_LIMIT_EXCEEDED");
  });

  it("Q8: an ended pass holds nothing", async () => {
    const sale = await createSale();
    const [userId = ""] = people(1);
    const queueToken = (await admit(sale.concertId, [userId])).get(userId);
    const { endPlace, readPlace } = await import("#functions/queue/place-store.ts");
    const { transact } = await import("#functions/shared/transaction.ts");
    const place = await readPlace(sale.concertId, userId);
    if (place) await transact(endPlace(place, "LEFT", systemClock()));

    expect(await outcomeOf(() => hold(sale, { queueToken, seatIds: ["A-1-1"] }))).toBe("QUEUE_TOKEN_INVALID");
  });
});

describe("a repeat with the same key", () => {
  it("gets the reservation that the first one made", async () => {
    const sale = await createSale();
    const [queueToken] = (await admit(sale.concertId, people(1))).values();
    const attempt = { queueToken, seatIds: ["A-1-1", "A-1-2"], key: "k1" };

    const all = await Promise.all(Array.from({ length: 5 }, () => hold(sale, attempt)));

    expect(new Set(all.map(({ reservation }) => reservation.reservationId)).size).toBe(1);
    expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
  });

  it("gets the refusal that the first one got, even if the seats are free by then", async () => {
    const sale = await createSale();
    const [one, other] = (await admit(sale.concertId, people(2))).values();
    const { reservation } = await hold(sale, { queueToken: one, seatIds: ["A-1-1"], holdSeconds: 3 });
    const attempt = { queueToken: other, seatIds: ["A-1-1"], key: "k1" };
    await expect(hold(sale, attempt)).rejects.toMatchObject({ code: "SEAT_TAKEN", headers: {} });
    await waitUntil(reservation.expiresAt);

    await expect(hold(sale, attempt)).rejects.toMatchObject({
      code: "SEAT_TAKEN",
      evidence: { seatIds: ["A-1-1"] },
      headers: { "idempotency-replayed": "true" },
    });
  });

  it("is refused if it asks for something else", async () => {
    const sale = await createSale();
    const [queueToken] = (await admit(sale.concertId, people(1))).values();
    await hold(sale, { queueToken, seatIds: ["A-1-1"], key: "k1" });

    await expect(hold(sale, { queueToken, seatIds: ["A-1-2"], key: "k1" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
  });
});

it("S6: recounts at once leave the figure of the one that saw most", async () => {
  const sale = await createSale({ sections: [section(), section({ sectionId: "B" })] });
  const { performanceId } = sale.performance;
  const passes = [...(await admit(sale.concertId, people(10))).values()];

  await Promise.all(
    passes.map(async (queueToken, index) => {
      await hold(sale, { queueToken, seatIds: [`A-1-${index + 1}`] });
      await recountSection(performanceId, "A", systemClock());
    }),
  );

  const occupied = (await readOccupancy(performanceId, "A")).filter((seat) => isOccupied(seat, systemClock())).length;
  expect(occupied).toBe(10);
  expect((await watchAvailability(performanceId)).get("A")?.occupied).toBe(10);
});

it("S6: seats of a hold whose expiry nobody reports are counted as free by the next ticks, so that a sold-out queue opens again", async () => {
  const sale = await createSale({ sections: [section({ rows: [{ row: "1", from: 1, to: 2 }] })] });
  const { concertId, performanceId } = sale.performance;
  const [queueToken, buyer] = (await admit(concertId, people(2))).values();
  await hold(sale, { queueToken, seatIds: ["A-1-1"], holdSeconds: 2 });
  await hold(sale, { queueToken: buyer, seatIds: ["A-1-2"] });
  await recountSection(performanceId, "A", systemClock());
  expect(await readInventory(concertId, systemClock())).toMatchObject({
    capacity: 2,
    free: 0,
    held: 2,
    buyers: 2,
    holders: 2,
  });

  const expired = systemClock() + 2;
  await recountExpired(concertId, expired + 4);
  const before = (await watchAvailability(performanceId)).get("A");
  await recountExpired(concertId, expired + 5);
  await wait(1100);

  expect(before?.occupied).toBe(2);
  expect(await readInventory(concertId, systemClock())).toMatchObject({ free: 1, held: 1, buyers: 1, holders: 1 });
});
