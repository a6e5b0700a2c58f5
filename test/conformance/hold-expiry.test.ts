import { describe, expect } from "@jest/globals";
import {
  change,
  held,
  hold,
  pay,
  readBalance,
  readReservation,
  readSeats,
  readStatement,
  release,
  toppedUp,
  untilSeats,
} from "#test/conformance/support/bookings.ts";
import { newKey } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { persist, until, untilServerTime } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, type Guest } from "#test/conformance/support/queue.ts";
import type { Reservation } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const SHORT_HOLD_SECONDS = 10;
const PRICE = 1000;
/** The time that a request may take. */
const MARGIN_MS = 300;
/** The server's times are whole seconds. */
const SERVER_TIME_STEP_MS = 1000;
/** Eight payments are sent at these intervals, the last one after the hold has surely expired. */
const BOUNDARY_STEP_MS = 150;
/** Times are whole seconds, rounded up or down; no sweep runs this often. */
const FREE_AGAIN_MS_MAX = 1000;

/** The seconds for which this service holds seats; null if that is too long to wait for, or unknown. */
const findShortHold = async (): Promise<number | null> => {
  if (operator === null) return null;
  const { concertId } = await openConcert();
  const { performanceId } = await addPerformance(concertId);
  const [guest] = await admitNew(concertId, 1);
  const { createdAt, expiresAt } = await held(guest, performanceId, ["A-1-1"]);
  const seconds = (Date.parse(expiresAt) - Date.parse(createdAt)) / 1000;
  return seconds <= SHORT_HOLD_SECONDS ? seconds : null;
};

const test = testWith(await findShortHold());

const openDate = async (seatLimit = 4) => {
  const { concertId } = await openConcert();
  const { performanceId } = await addPerformance(concertId, { price: PRICE, seatLimit });
  return { concertId, performanceId };
};

/** A new hold, read right after it was made: its `serverTime` is the clock for its `expiresAt`. */
const heldNow = async (guest: Guest, performanceId: string, seatIds: readonly string[]): Promise<Reservation> =>
  readReservation(guest.user, (await held(guest, performanceId, seatIds)).reservationId);

describe("Hold expiry", () => {
  test("S3: others can't hold the seat before expiresAt and can at once after it", async () => {
    const { concertId, performanceId } = await openDate();
    const [owner, rival] = await admitNew(concertId, 2);
    const { expiresAt, serverTime } = await heldNow(owner, performanceId, ["A-1-1"]);

    const early = await hold(rival, performanceId, ["A-1-1"]);
    await untilServerTime(expiresAt, serverTime, -SERVER_TIME_STEP_MS - MARGIN_MS);
    const taken = await until(
      "the rival gets the seat",
      async () => {
        const response = await hold(rival, performanceId, ["A-1-1"]);
        if (response.status === 201) return response.body;
        expectProblem(response, 409, "SEAT_TAKEN");
        return undefined;
      },
      2,
    );

    expectProblem(early, 409, "SEAT_TAKEN");
    expect(Date.parse(taken.createdAt)).toBeGreaterThanOrEqual(Date.parse(expiresAt));
    expect(Date.parse(taken.createdAt)).toBeLessThanOrEqual(Date.parse(expiresAt) + FREE_AGAIN_MS_MAX);
  });

  test("S3: the seat map shows an expired seat as free", async () => {
    const { concertId, performanceId } = await openDate();
    const [owner] = await admitNew(concertId, 1);
    const { expiresAt, serverTime } = await heldNow(owner, performanceId, ["A-1-1", "A-1-2"]);

    await untilServerTime(expiresAt, serverTime);

    const map = await until(
      "both seats are shown as free",
      async () => {
        const now = await readSeats(owner, performanceId);
        return now.get("A-1-1") === "AVAILABLE" ? now : undefined;
      },
      2,
    );
    expect(map.get("A-1-2")).toBe("AVAILABLE");
  });

  test("HOLD_EXPIRED: paying or changing it late is 410 and moves no money; the reservation reads EXPIRED", async () => {
    const { concertId, performanceId } = await openDate();
    const [owner] = await admitNew(concertId, 1);
    const { reservationId, expiresAt, serverTime } = await heldNow(owner, performanceId, ["A-1-1"]);
    await toppedUp(owner.user, PRICE);

    await untilServerTime(expiresAt, serverTime, MARGIN_MS);
    const refused = await pay(owner.user, reservationId);
    const reservation = await readReservation(owner.user, reservationId);
    const changed = await change(owner.user, reservationId, { promotionCode: null });
    const released = await release(owner.user, reservationId);

    expectProblem(refused, 410, "HOLD_EXPIRED");
    expectProblem(changed, 410, "HOLD_EXPIRED");
    expect(reservation).toMatchObject({ status: "EXPIRED", paymentId: null });
    expectProblem(released, 409, "RESERVATION_NOT_HELD");
    expect(await readBalance(owner.user)).toBe(PRICE);
    expect(await readStatement(owner.user)).toHaveLength(1);
  });

  test("S3: an expired hold can't be paid once someone else has the seat, who keeps it", async () => {
    const { concertId, performanceId } = await openDate();
    const [owner, rival] = await admitNew(concertId, 2);
    const { reservationId, expiresAt, serverTime } = await heldNow(owner, performanceId, ["A-1-1"]);
    await toppedUp(owner.user, PRICE);
    await toppedUp(rival.user, PRICE);

    await untilServerTime(expiresAt, serverTime, MARGIN_MS);
    const second = await held(rival, performanceId, ["A-1-1"]);
    const refused = await pay(owner.user, reservationId);
    const receipt = await pay(rival.user, second.reservationId);

    expectProblem(refused, 410, "HOLD_EXPIRED");
    expect(receipt.status).toBe(201);
    await untilSeats(owner, performanceId, { "A-1-1": "SOLD" });
  });

  test("S4: when paid at the moment of expiry, seat, reservation and money agree", async () => {
    const { concertId, performanceId } = await openDate();
    const guests = await admitNew(concertId, 8);
    await Promise.all(guests.map((guest) => toppedUp(guest.user, PRICE)));

    const outcomes = await Promise.all(
      guests.map(async (guest, index) => {
        const seatId = `A-1-${index + 1}`;
        const { reservationId, expiresAt, serverTime } = await heldNow(guest, performanceId, [seatId]);
        await untilServerTime(expiresAt, serverTime, (index - 7) * BOUNDARY_STEP_MS);
        const key = newKey();
        const { response } = await persist(() => pay(guest.user, reservationId, key));
        return { guest, seatId, reservationId, status: response.status };
      }),
    );
    const shown = outcomes.map(({ seatId, status }) => [seatId, status === 201 ? "SOLD" : "AVAILABLE"] as const);
    await untilSeats(guests[0], performanceId, Object.fromEntries(shown));

    for (const { guest, reservationId, status } of outcomes) {
      expect([201, 410]).toContain(status);
      const isPaid = status === 201;
      expect((await readReservation(guest.user, reservationId)).status).toBe(isPaid ? "PAID" : "EXPIRED");
      expect(await readBalance(guest.user)).toBe(isPaid ? 0 : PRICE);
    }
  });

  test("S5: expired holds do not count against the limit", async () => {
    const { concertId, performanceId } = await openDate(2);
    const [owner] = await admitNew(concertId, 1);
    const { expiresAt, serverTime } = await heldNow(owner, performanceId, ["A-1-1", "A-1-2"]);
    expectProblem(await hold(owner, performanceId, ["A-1-3"]), 409, "SEAT_LIMIT_EXCEEDED");

    await untilServerTime(expiresAt, serverTime, MARGIN_MS);

    expect((await hold(owner, performanceId, ["A-1-3", "A-1-4"])).status).toBe(201);
  });
});
