import { randomUUID } from "node:crypto";
import { afterAll, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { waitUntil } from "#test/support/wait-until.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, people } = await import("#test/integration/support/sale.ts");
const { notedExpiries } = await import("#functions/queue/expired-holds-store.ts");
const { countEndedSeats, countHeldSeats } = await import("#functions/queue/place-store.ts");
const { coolingUntil } = await import("#functions/reservations/rules/cool-down.ts");
const { endExpiredHold } = await import("#functions/reservations/end-hold.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const RULE = { expiredHoldsMax: 3, expiredHoldsSeconds: 900, coolDownSeconds: 2 };

it("after three expired holds a user has to wait, sees how long, and can hold again", async () => {
  const { concertId, performance } = await createSale();
  const [queueToken, other] = (await admit(concertId, people(2))).values();
  if (!queueToken || !other) throw new Error("no queue token");
  const hold = (by: typeof queueToken, seatId: string, holdSeconds = 300) =>
    holdNow({ performance, queueToken: by, seatIds: [seatId], holdSeconds, coolDown: RULE });

  const holds = [
    await hold(queueToken, "A-1-1", 1),
    await hold(queueToken, "A-1-2", 1),
    await hold(queueToken, "A-1-3", 1),
  ];
  for (const [index, { reservation }] of holds.entries()) {
    await waitUntil(reservation.expiresAt);
    await endExpiredHold(reservation, systemClock(), RULE);
    // An expiry is counted once, however often it is reported.
    await endExpiredHold(reservation, systemClock(), RULE);
    if (index === 1) await expect(hold(queueToken, "A-1-4")).resolves.toMatchObject({ isRepeat: false });
  }
  const last = holds[2]?.reservation.expiresAt ?? 0;

  const until = last + RULE.coolDownSeconds;
  await expect(hold(queueToken, "A-1-5")).rejects.toMatchObject({
    code: "HOLDS_COOLING_DOWN",
    status: 429,
    evidence: { expiredHolds: 3, coolingUntil: new Date(until * 1000).toISOString() },
  });
  await expect(hold(other, "A-1-6")).resolves.toMatchObject({ isRepeat: false });
  await waitUntil(until);
  await expect(hold(queueToken, "A-1-5")).resolves.toMatchObject({ isRepeat: false });
});

it("the condition on the place and the rule agree, whatever expired when", async () => {
  const arbitraryRule = fc.record({
    expiredHoldsMax: fc.integer({ min: 0, max: 4 }),
    expiredHoldsSeconds: fc.integer({ min: 1, max: 30 }),
    coolDownSeconds: fc.integer({ min: 1, max: 30 }),
  });
  const time = (max: number) => fc.integer({ min: 1, max }).map((seconds) => 1_796_000_000 + seconds);
  const arbitraryExpiries = fc.array(time(60), { maxLength: 6 });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryRule, arbitraryExpiries, time(90), async (coolDown, times, now) => {
      const expiries = times.toSorted((a, b) => a - b);
      const { concertId, performance } = await createSale();
      const [userId = ""] = people(1);
      const queueToken = (await admit(concertId, [userId])).get(userId);
      const seats = { concertId, userId, performanceId: performance.performanceId, seatIds: ["A-1-1"] };
      for (const at of expiries) await transact([countEndedSeats({ ...seats, endedAt: at, expiry: { at, coolDown } })]);

      const outcome = await transact([
        countHeldSeats({
          ...seats,
          generation: queueToken?.generation ?? 0,
          expiresAt: now + 300,
          seatLimit: 10,
          holdsPerPassMax: 0,
          coolDown,
          now,
        }),
      ]);

      const expected = coolingUntil(expiries.toReversed().slice(0, coolDown.expiredHoldsMax), coolDown, now);
      expect(outcome.kind).toBe(expected === undefined ? "committed" : "refused");
      if (outcome.kind !== "refused") return;
      refused += 1;
      expect(coolingUntil(notedExpiries(outcome.found.get("place"), coolDown), coolDown, now)).toBe(expected);
    }),
    { numRuns: 60 },
  );
  expect(refused).toBeGreaterThan(0);
});

it("S5: a user who has to wait is refused for that before the limit, and the key can be used again", async () => {
  const { concertId, performance } = await createSale({ seatLimit: 1 });
  const [queueToken] = (await admit(concertId, people(1))).values();
  if (!queueToken) throw new Error("no queue token");
  const coolDown = { expiredHoldsMax: 1, expiredHoldsSeconds: 900, coolDownSeconds: 2 };
  const first = await holdNow({ performance, queueToken, seatIds: ["A-1-1"], holdSeconds: 1, coolDown });
  await waitUntil(first.reservation.expiresAt);
  const idempotencyKey = randomUUID();
  const again = () => holdNow({ performance, queueToken, seatIds: ["A-1-2"], idempotencyKey, coolDown });

  // Nobody has ended the first hold yet: the request does it, and it counts.
  await expect(again()).rejects.toMatchObject({ code: "HOLDS_COOLING_DOWN" });
  await waitUntil(first.reservation.expiresAt + 2);
  await expect(again()).resolves.toMatchObject({ isRepeat: false });
});
