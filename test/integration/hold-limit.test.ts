/** What one person can use up by holding and releasing in a loop. */
import { afterAll, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, claim, createSale, holdNow, NO_COOL_DOWN, people } = await import("#test/integration/support/sale.ts");
const { holdsBegun } = await import("#functions/queue/begun-holds-store.ts");
const { countHeldSeats, endPlace, numberArrival } = await import("#functions/queue/place-store.ts");
const { releaseReservation } = await import("#functions/reservations/release-reservation.ts");
const { mayBeginHold } = await import("#functions/reservations/rules/hold-limit.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { systemClock, wait } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");
const { STAGES } = await import("#lib/stages.ts");
const { unitsOf, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const SEATS = ["A-1-1", "A-1-2", "A-1-3", "A-1-4"];

const openSale = async () => {
  const { concertId, performance } = await createSale();
  const [queueToken] = (await admit(concertId, people(1))).values();
  if (!queueToken) throw new Error("no queue token");
  return { concertId, performance, queueToken, userId: queueToken.userId };
};

type Sale = Awaited<ReturnType<typeof openSale>>;

/** Holds four seats and releases them, so many times. Returns how often each outcome came. */
const loop = async ({ performance, queueToken, userId }: Sale, cycles: number, holdsPerPassMax: number) => {
  const outcomes = new Map<string, number>();
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const outcome = await holdNow({ performance, queueToken, seatIds: SEATS, holdsPerPassMax }).then(
      async ({ reservation }) => {
        await releaseReservation(reservation.reservationId, userId, NO_COOL_DOWN);
        return "held";
      },
      (error: unknown) => {
        if (error instanceof Problem) return error.code;
        throw error;
      },
    );
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return Object.fromEntries(outcomes);
};

it("a loop of 60 holds and releases ends at the limit of the pass", async () => {
  const max = STAGES.prod.functions.holdsPerPassMax;

  expect(await loop(await openSale(), 60, max)).toEqual({ held: max, HOLD_LIMIT_REACHED: 60 - max });
});

it("positive control: without the condition on the place the loop does not end", async () => {
  const sale = await openSale();

  const outcomes = await withoutCondition(
    (write) => String(write["UpdateExpression"]).includes("holds :one"),
    () => loop(sale, 10, 3),
  );

  expect(outcomes).toEqual({ held: 10 });
});

it("parallel holds with one pass stay within its limit", async () => {
  const { performance, queueToken } = await openSale();
  const seatIds = Array.from({ length: 12 }, (_, index) => `A-1-${index + 1}`);

  const outcomes = await Promise.allSettled(
    seatIds.map((seatId) => holdNow({ performance, queueToken, seatIds: [seatId], holdsPerPassMax: 3 })),
  );

  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(3);
});

it("the refusal says what the limit is, and the user's next place starts from zero", async () => {
  const sale = await openSale();
  const { concertId, performance, queueToken, userId } = sale;
  await loop(sale, 2, 2);
  const hold = (generation: number) =>
    holdNow({ performance, queueToken: { ...queueToken, generation }, seatIds: SEATS, holdsPerPassMax: 2 });
  await expect(hold(1)).rejects.toMatchObject({ code: "HOLD_LIMIT_REACHED", status: 409, evidence: { holdsMax: 2 } });

  await transact(endPlace(await claim(concertId, userId), "LEFT", systemClock()));
  await numberArrival({ concertId, userId, generation: 2, joinedAt: systemClock() }, 2);

  await expect(hold(2)).resolves.toMatchObject({ isRepeat: false });
});

it("the condition on the place and the rule agree, and a repeat of a hold counts nothing", async () => {
  const { concertId, performance, queueToken, userId } = await openSale();
  const { performanceId } = performance;
  const request = { performance, queueToken, idempotencyKey: "k", seatIds: ["A-1-50"] };
  await holdNow(request);
  await holdNow(request);
  for (let begun = 1; begun < 5; begun += 1) {
    const now = systemClock();
    const others = { coolDown: NO_COOL_DOWN, now, expiresAt: now + 300, seatIds: ["A-1-1"], seatLimit: 100 };
    const place = { concertId, userId, generation: 1, performanceId };
    for (const holdsPerPassMax of [begun - 1, begun].filter((max) => max > 0)) {
      const outcome = await transact([countHeldSeats({ ...place, ...others, holdsPerPassMax })]);
      expect(outcome.kind === "committed").toBe(mayBeginHold(begun, holdsPerPassMax));
      if (outcome.kind === "refused") expect(holdsBegun(outcome.found.get("place") ?? {})).toBe(begun);
    }
    await transact([countHeldSeats({ ...place, ...others, holdsPerPassMax: 0 })]);
  }
});

it("a limit makes a hold cost no more: 2(n + 2) write units", async () => {
  const { performance, queueToken } = await openSale();

  const units = await unitsOf(() => holdNow({ performance, queueToken, seatIds: SEATS, holdsPerPassMax: 20 }));

  expect(units).toMatchObject({ write: 2 * (SEATS.length + 2), read: 0 });
});

it("releasing just in time starts the cool-down like expiring, releasing early does not", async () => {
  const { performance, queueToken, userId } = await openSale();
  const coolDown = { expiredHoldsMax: 1, expiredHoldsSeconds: 900, coolDownSeconds: 600 };
  const hold = (holdSeconds: number) =>
    holdNow({ performance, queueToken, seatIds: SEATS, holdSeconds, coolDown }).then(({ reservation }) => reservation);
  const early = await hold(300);
  await releaseReservation(early.reservationId, userId, coolDown);
  const late = await hold(6);
  await wait((late.expiresAt - 1) * 1000 + 50 - Date.now());

  await releaseReservation(late.reservationId, userId, coolDown);

  await expect(hold(300)).rejects.toMatchObject({ code: "HOLDS_COOLING_DOWN" });
});
