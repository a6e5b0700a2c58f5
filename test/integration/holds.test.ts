import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import type { Pass } from "#functions/queue/queue-token.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, people, section, holdNow, NO_COOL_DOWN } = await import("#test/integration/support/sale.ts");
const { isOccupied } = await import("#functions/concerts/seat-occupancy.ts");
const { watchOccupancy, readTaken, recountSection, watchAvailability } = await import(
  "#functions/concerts/seat-store.ts"
);
const { expireHold } = await import("#functions/reservations/end-hold.ts");
const { readReservation } = await import("#functions/reservations/reservation-store.ts");
const { Problem } = await import("#functions/shared/problems.ts");
const { readStock, recountLapsed } = await import("#functions/concerts/stock.ts");
const { systemClock, wait } = await import("#functions/shared/time.ts");
const { withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

type Sale = Awaited<ReturnType<typeof createSale>>;

interface Try {
  readonly pass: Pass | undefined;
  readonly seatIds: readonly string[];
  readonly key?: string;
  readonly holdSeconds?: number;
}

const hold = ({ performance }: Sale, { pass, seatIds, key = randomUUID(), holdSeconds = 300 }: Try) => {
  if (!pass) throw new Error("no pass");
  return holdNow({ performance, seatIds, pass, idempotencyKey: key, holdSeconds });
};

/** The code of the problem it was refused with, or HELD. A conflict is tried again as a client would. */
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
  it("S1: of 100 people who want one seat, one has it and 99 are told that it is taken", async () => {
    const sale = await createSale();
    const passes = [...(await admit(sale.concertId, people(100))).values()];

    const outcomes = await Promise.all(passes.map((pass) => outcomeOf(() => hold(sale, { pass, seatIds: ["A-1-1"] }))));

    expect(tally(outcomes)).toEqual({ HELD: 1, SEAT_TAKEN: 99 });
  });

  it("S1 positive control: without the condition on the seat, two people hold it", async () => {
    const sale = await createSale();
    const [one, other] = (await admit(sale.concertId, people(2))).values();
    await hold(sale, { pass: one, seatIds: ["A-1-1"] });

    const outcome = await withoutCondition(
      (write) => JSON.stringify(write["Item"] ?? "").includes("heldUntil"),
      () => outcomeOf(() => hold(sale, { pass: other, seatIds: ["A-1-1"] })),
    );

    expect(outcome).toBe("HELD");
  });

  it("S2: leaves no part of a refused hold behind, and says which seats are taken", async () => {
    const sale = await createSale();
    const [one, other] = (await admit(sale.concertId, people(2))).values();
    await hold(sale, { pass: one, seatIds: ["A-1-2", "A-1-4"] });

    const refused = hold(sale, { pass: other, seatIds: ["A-1-1", "A-1-2", "A-1-3", "A-1-4"] });

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
              return hold(sale, { pass: passes[index], seatIds }).then(
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
          const occupied = await watchOccupancy(sale.performance.performanceId, "A");
          expect(new Map(occupied.map((seat) => [seat.seatId, seat.reservationId]))).toEqual(owners);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("S3: refuses others until expiresAt and is free to them at expiresAt, with no sweep", async () => {
    const sale = await createSale();
    const [one, other] = (await admit(sale.concertId, people(2))).values();
    const { reservation } = await hold(sale, { pass: one, seatIds: ["A-1-1"], holdSeconds: 3 });

    expect(await outcomeOf(() => hold(sale, { pass: other, seatIds: ["A-1-1"] }))).toBe("SEAT_TAKEN");
    await wait(reservation.expiresAt * 1000 - Date.now());
    expect(await outcomeOf(() => hold(sale, { pass: other, seatIds: ["A-1-1"] }))).toBe("HELD");

    // The late reminder of the first hold must not touch the second.
    await expireHold(reservation, systemClock(), NO_COOL_DOWN);
    expect((await readReservation(reservation.reservationId))?.status).toBe("EXPIRED");
    expect(await readTaken(sale.performance.performanceId, ["A-1-1"], systemClock())).toEqual(["A-1-1"]);
  });

  it("S5: never lets a user hold more than the limit, from any number of devices", async () => {
    const sale = await createSale({ seatLimit: 4 });
    const [pass] = (await admit(sale.concertId, people(1))).values();

    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => outcomeOf(() => hold(sale, { pass, seatIds: [`A-1-${index + 1}`] }))),
    );

    expect(tally(outcomes)).toEqual({ HELD: 4, SEAT_LIMIT_EXCEEDED: 4 });
  });

  it("S5: does not count holds that have lapsed, though nobody has ended them yet", async () => {
    const sale = await createSale({ seatLimit: 2 });
    const [pass] = (await admit(sale.concertId, people(1))).values();
    const { reservation } = await hold(sale, { pass, seatIds: ["A-1-1", "A-1-2"], holdSeconds: 3 });
    expect(await outcomeOf(() => hold(sale, { pass, seatIds: ["A-1-3"] }))).toBe("SEAT_LIMIT_EXCEEDED");

    await wait(reservation.expiresAt * 1000 - Date.now());

    expect(await outcomeOf(() => hold(sale, { pass, seatIds: ["A-1-3", "A-1-4"] }))).toBe("HELD");
    expect(await outcomeOf(() => hold(sale, { pass, seatIds: ["A-1-5"] }))).toBe("SEAT_LIMIT_EXCEEDED");
  });

  it("Q8: an ended pass holds nothing", async () => {
    const sale = await createSale();
    const [userId = ""] = people(1);
    const pass = (await admit(sale.concertId, [userId])).get(userId);
    const { endPlace, readPlace } = await import("#functions/queue/place-store.ts");
    const { transact } = await import("#functions/shared/transaction.ts");
    const place = await readPlace(sale.concertId, userId);
    if (place) await transact(endPlace(place, "LEFT", systemClock()));

    expect(await outcomeOf(() => hold(sale, { pass, seatIds: ["A-1-1"] }))).toBe("QUEUE_TOKEN_INVALID");
  });
});

describe("a repeat with the same key", () => {
  it("gets the reservation that the first one made", async () => {
    const sale = await createSale();
    const [pass] = (await admit(sale.concertId, people(1))).values();
    const attempt = { pass, seatIds: ["A-1-1", "A-1-2"], key: "k1" };

    const all = await Promise.all(Array.from({ length: 5 }, () => hold(sale, attempt)));

    expect(new Set(all.map(({ reservation }) => reservation.reservationId)).size).toBe(1);
    expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
  });

  it("gets the refusal that the first one got, even if the seats are free by then", async () => {
    const sale = await createSale();
    const [one, other] = (await admit(sale.concertId, people(2))).values();
    const { reservation } = await hold(sale, { pass: one, seatIds: ["A-1-1"], holdSeconds: 3 });
    const attempt = { pass: other, seatIds: ["A-1-1"], key: "k1" };
    await expect(hold(sale, attempt)).rejects.toMatchObject({ code: "SEAT_TAKEN", headers: {} });
    await wait(reservation.expiresAt * 1000 - Date.now());

    await expect(hold(sale, attempt)).rejects.toMatchObject({
      code: "SEAT_TAKEN",
      evidence: { seatIds: ["A-1-1"] },
      headers: { "idempotency-replayed": "true" },
    });
  });

  it("is refused if it asks for something else", async () => {
    const sale = await createSale();
    const [pass] = (await admit(sale.concertId, people(1))).values();
    await hold(sale, { pass, seatIds: ["A-1-1"], key: "k1" });

    await expect(hold(sale, { pass, seatIds: ["A-1-2"], key: "k1" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
  });
});

it("S6: recounts at once leave the figure of the one that saw most", async () => {
  const sale = await createSale({ sections: [section(), section({ sectionId: "B" })] });
  const { performanceId } = sale.performance;
  const passes = [...(await admit(sale.concertId, people(10))).values()];

  await Promise.all(
    passes.map(async (pass, index) => {
      await hold(sale, { pass, seatIds: [`A-1-${index + 1}`] });
      await recountSection(performanceId, "A", systemClock());
    }),
  );

  const occupied = (await watchOccupancy(performanceId, "A")).filter((seat) => isOccupied(seat, systemClock())).length;
  expect(occupied).toBe(10);
  expect((await watchAvailability(performanceId)).get("A")?.occupied).toBe(10);
});

it("S6: a hold whose end nobody tells is counted as free by the next ticks, so that a sold-out line opens again", async () => {
  const sale = await createSale({ sections: [section({ rows: [{ row: "1", from: 1, to: 2 }] })] });
  const { concertId, performanceId } = sale.performance;
  const [pass, buyer] = (await admit(concertId, people(2))).values();
  await hold(sale, { pass, seatIds: ["A-1-1"], holdSeconds: 2 });
  await hold(sale, { pass: buyer, seatIds: ["A-1-2"] });
  await recountSection(performanceId, "A", systemClock());
  expect(await readStock(concertId, systemClock())).toMatchObject({
    capacity: 2,
    free: 0,
    held: 2,
    buyers: 2,
    holders: 2,
  });

  const lapsed = systemClock() + 2;
  await recountLapsed(concertId, lapsed + 4);
  const before = (await watchAvailability(performanceId)).get("A");
  await recountLapsed(concertId, lapsed + 5);
  await wait(1100);

  expect(before?.occupied).toBe(2);
  expect(await readStock(concertId, systemClock())).toMatchObject({ free: 1, held: 1, buyers: 1, holders: 1 });
});
