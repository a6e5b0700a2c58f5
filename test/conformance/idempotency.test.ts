import { describe, expect } from "@jest/globals";
import {
  held,
  hold,
  readBalance,
  readReservations,
  readStatement,
  toppedUp,
  topUp,
} from "#test/conformance/support/bookings.ts";
import { call, isReplayed, newKey } from "#test/conformance/support/client.ts";
import { listedByNow, SUITE_ARTIST } from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const PRICE = 1000;
const KEY_MAX = 255;

const sale = withOpenConcert({ guests: 10, performance: { seats: 100, price: PRICE, seatLimit: 10 } });

describe("Idempotency-Key", () => {
  test("IDEMPOTENCY_KEY_REQUIRED: 400 on hold, top-up and payment, and nothing changes", async () => {
    const guest = sale.newGuest();
    const { reservationId } = await held(guest, sale.performanceId, [sale.newSeat()]);
    await toppedUp(guest.user, PRICE);

    const responses = [
      await call("POST", `/v1/performances/${sale.performanceId}/reservations`, {
        ...guest,
        body: { seatIds: [sale.newSeat()] },
      }),
      await call("POST", "/v1/balance/top-ups", { user: guest.user, body: { amount: 500 } }),
      await call("POST", `/v1/reservations/${reservationId}/payment`, { user: guest.user }),
    ];

    for (const response of responses) expectProblem(response, 400, "IDEMPOTENCY_KEY_REQUIRED");
    expect(await readBalance(guest.user)).toBe(PRICE);
    expect(await readReservations(guest.user)).toHaveLength(1);
  });

  test("256 characters: 400; 255 are accepted", async () => {
    const user = await newUser();

    const tooLong = await topUp(user, 500, "k".repeat(KEY_MAX + 1));
    const longest = await topUp(user, 500, "k".repeat(KEY_MAX));

    expect(tooLong.status).toBe(400);
    expect(["IDEMPOTENCY_KEY_REQUIRED", "VALIDATION_FAILED"]).toContain(
      (tooLong.body as unknown as { code: string }).code,
    );
    expect(longest.status).toBe(201);
    expect(await readBalance(user)).toBe(500);
  });

  test("an empty key: 400", async () => {
    expect((await topUp(await newUser(), 500, "")).status).toBe(400);
  });

  test("IDEMPOTENCY_KEY_REQUIRED: an empty key where a key is optional, and nothing is created", async () => {
    const title = `No key ${newKey()}`;
    const body = {
      title,
      artist: SUITE_ARTIST,
      venue: "Small Hall",
      opensAt: "9000-01-01T11:00:00Z",
      closesAt: "9000-01-02T11:00:00Z",
    };

    const response = await call("POST", "/v1/admin/concerts", { user: operator, key: "", body });
    const listed = await listedByNow();

    expectProblem(response, 400, "IDEMPOTENCY_KEY_REQUIRED");
    expect(listed.map((concert) => concert.title)).not.toContain(title);
  });

  test("M3: a top-up retried with its key has the same response and one entry", async () => {
    const user = await newUser();
    const key = newKey();

    const first = await topUp(user, 500, key);
    const again = await topUp(user, 500, key);

    expect([isReplayed(first), isReplayed(again)]).toEqual([false, true]);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(await readStatement(user)).toHaveLength(1);
  });

  test("a hold retried with its key has the same reservation", async () => {
    const guest = sale.newGuest();
    const seats = [sale.newSeat(), sale.newSeat()];
    const key = newKey();

    const first = await hold(guest, sale.performanceId, seats, key);
    const again = await hold(guest, sale.performanceId, seats, key);

    expect([first.status, again.status]).toEqual([201, 201]);
    expect([isReplayed(first), isReplayed(again)]).toEqual([false, true]);
    expect({ ...again.body, serverTime: null }).toEqual({ ...first.body, serverTime: null });
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(await readReservations(guest.user)).toHaveLength(1);
  });

  test("ten equal holds at once with one key: one reservation", async () => {
    const guest = sale.newGuest();
    const seats = [sale.newSeat(), sale.newSeat()];
    const key = newKey();

    const attempts = await Promise.all(
      Array.from({ length: 10 }, () => persist(() => hold(guest, sale.performanceId, seats, key))),
    );

    expect(attempts.map(({ response }) => response.status)).toEqual(attempts.map(() => 201));
    expect(new Set(attempts.map(({ response }) => response.body.reservationId)).size).toBe(1);
    expect(await readReservations(guest.user)).toHaveLength(1);
  });

  test("a request that failed validation does not use up its key", async () => {
    const guest = sale.newGuest();
    const key = newKey();
    const path = `/v1/performances/${sale.performanceId}/reservations`;

    expectInvalid(await call("POST", path, { ...guest, key, body: { seatIds: [] } }));
    expectInvalid(await topUp(guest.user, "much", key));
    const reservation = await hold(guest, sale.performanceId, [sale.newSeat()], key);
    const entry = await topUp(guest.user, 500, key);

    expect([reservation.status, entry.status]).toEqual([201, 201]);
    expect([reservation, entry].some(isReplayed)).toBe(false);
  });

  test("an operator's retry with one key creates one concert", async () => {
    const key = newKey();
    const body = {
      title: "Once",
      artist: SUITE_ARTIST,
      venue: "Small Hall",
      opensAt: "2030-01-01T11:00:00Z",
      closesAt: "2030-01-02T11:00:00Z",
    };

    const first = await call<{ concertId: string }>("POST", "/v1/admin/concerts", { user: operator, key, body });
    const again = await call<{ concertId: string }>("POST", "/v1/admin/concerts", { user: operator, key, body });
    const other = await call("POST", "/v1/admin/concerts", { user: operator, key, body: { ...body, title: "Twice" } });

    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.concertId).toBe(first.body.concertId);
    expect(isReplayed(again)).toBe(true);
    expectProblem(other, 422, "IDEMPOTENCY_KEY_REUSED");
  });
});
