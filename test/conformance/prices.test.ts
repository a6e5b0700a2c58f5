import { describe, expect } from "@jest/globals";
import {
  cancel,
  change,
  held,
  hold,
  holdBy,
  pay,
  readBalance,
  readReservation,
  readStatement,
  release,
  toppedUp,
} from "#test/conformance/support/bookings.ts";
import { call, isReplayed, newKey } from "#test/conformance/support/client.ts";
import { inSeconds, newPerformance } from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Performance, Promotion } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const FEE = 2000;
const WRONG_CODES_MAX = 50;

const name = (ko: string, en: string) => ({ ko, en });
const STANDARD = { priceType: "standard", name: name("일반", "Standard"), amount: 100_000, checkedAtDoor: false };
const YOUTH = {
  priceType: "youth",
  name: name("청소년", "Youth"),
  amount: 70_000,
  eligibility: name("만 13세부터 18세까지", "Aged 13 to 18"),
  checkedAtDoor: true,
  maxPerReservation: 2,
};
const COMPANION = {
  priceType: "companion",
  name: name("동반자", "Companion"),
  amount: 50_000,
  checkedAtDoor: true,
  maxPerAccessibleSeat: 2,
};
const FREE = { priceType: "guest", name: name("초대", "Guest"), amount: 0, checkedAtDoor: true };
const PRICES = [{ category: "R", types: [STANDARD, YOUTH, COMPANION, FREE] }];

const sale = withOpenConcert({
  guests: 24,
  performance: {
    seats: 200,
    seatLimit: 10,
    prices: PRICES,
    bookingFee: FEE,
    section: { accessible: [{ seat: "1-200", companions: ["1-199", "1-198"] }] },
  },
});

const newSeats = (count: number): readonly string[] => Array.from({ length: count }, sale.newSeat);

/** Somebody new who holds seats. */
const someoneHolding = async (count: number, priceTypes?: readonly string[]) => {
  const guest = sale.newGuest();
  const seatIds = newSeats(count);
  const { status, body } = await holdBy(guest, sale.performanceId, { seatIds, ...(priceTypes && { priceTypes }) });
  expect(status).toBe(201);
  return { guest, user: guest.user, seatIds, reservation: body, reservationId: body.reservationId };
};

let codesMade = 0;
const newCode = async (wanted: object = {}): Promise<string> => {
  codesMade += 1;
  const code = `CODE-${codesMade}-${newKey().slice(0, 8)}`.toUpperCase();
  const off = "amountOff" in wanted ? {} : { percentOff: 10 };
  const path = `/v1/admin/concerts/${sale.concertId}/promotion-codes`;
  const body = { code, ...off, usesMax: 5, ...wanted };
  expect((await call("POST", path, { user: operator, key: newKey(), body })).status).toBe(201);
  return code;
};

const usesOf = async (code: string): Promise<number | undefined> => {
  const path = `/v1/admin/concerts/${sale.concertId}/promotion-codes?limit=100`;
  const { body } = await call<{ items: readonly Promotion[] }>("GET", path, { user: operator });
  return body.items.find((promotion) => promotion.code === code)?.used;
};

describe("The prices of a performance", () => {
  const create = (body: object) =>
    call<Performance>("POST", `/v1/admin/concerts/${sale.concertId}/performances`, {
      user: operator,
      key: newKey(),
      body,
    });

  test("GET performances: show each type with its names, amount and limits, and the booking fee", async () => {
    const { body } = await call<{ items: readonly Performance[] }>(
      "GET",
      `/v1/concerts/${sale.concertId}/performances`,
      { ...sale.guest },
    );

    const found = body.items.find(({ performanceId }) => performanceId === sale.performanceId);
    expect(found).toMatchObject({ prices: PRICES, bookingFee: FEE });
  });

  test.each([
    ["no type", [{ category: "R", types: [] }]],
    ["a type listed twice", [{ category: "R", types: [STANDARD, STANDARD] }]],
    ["a category listed twice", [...PRICES, ...PRICES]],
    ["a category without seats", [...PRICES, { category: "S", types: [STANDARD] }]],
    ["no price for its category", [{ category: "S", types: [STANDARD] }]],
    ["a price of 10,000,001", [{ category: "R", types: [{ ...STANDARD, amount: 10_000_001 }] }]],
    ["a negative price", [{ category: "R", types: [{ ...STANDARD, amount: -1 }] }]],
    ["half a won", [{ category: "R", types: [{ ...STANDARD, amount: 0.5 }] }]],
    ["an id in capital letters", [{ category: "R", types: [{ ...STANDARD, priceType: "Standard" }] }]],
    ["no English name", [{ category: "R", types: [{ ...STANDARD, name: { ko: "일반" } }] }]],
    ["a limit of 0", [{ category: "R", types: [{ ...STANDARD, maxPerReservation: 0 }] }]],
  ])("POST performances: 400 with %s", async (_, prices) => {
    expectInvalid(await create(newPerformance({ prices })));
  });

  test("POST performances: 400 with a booking fee of 100,001", async () => {
    expectInvalid(await create(newPerformance({ bookingFee: 100_001 })));
  });
});

describe("Holding seats at price types", () => {
  test("POST reservations: 201 with the price, type and fee of each seat, and their sum", async () => {
    const { reservation } = await someoneHolding(2, ["standard", "youth"]);

    expect(reservation.seats).toMatchObject([
      { category: "R", priceType: "standard", price: 100_000, bookingFee: FEE, discount: 0 },
      { category: "R", priceType: "youth", price: 70_000, bookingFee: FEE, discount: 0 },
    ]);
    expect(reservation).toMatchObject({ amount: 170_000 + 2 * FEE, promotionCode: null });
  });

  test("POST reservations: 201 at the first type where none is named, and for the best available", async () => {
    const guest = sale.newGuest();
    const best = await holdBy(guest, sale.performanceId, {
      bestAvailable: { quantity: 2 },
      priceTypes: ["youth", "standard"],
    });
    await release(guest.user, best.body.reservationId);
    const { reservation } = await someoneHolding(1);

    expect(best.body.seats.map((seat) => (seat as { priceType?: string }).priceType)).toEqual(["youth", "standard"]);
    expect(reservation.amount).toBe(100_000 + FEE);
  });

  test("PRICE_TYPE_NOT_OFFERED: 422, again with the key, and nothing is held", async () => {
    const guest = sale.newGuest();
    const [key, seatIds] = [newKey(), newSeats(1)];
    const body = { seatIds, priceTypes: ["member"] };

    const refused = await holdBy(guest, sale.performanceId, body, key);
    const again = await holdBy(guest, sale.performanceId, body, key);

    const offered = ["standard", "youth", "companion", "guest"];
    expect(expectProblem(refused, 422, "PRICE_TYPE_NOT_OFFERED")).toMatchObject({ priceType: "member", offered });
    expectProblem(again, 422, "PRICE_TYPE_NOT_OFFERED");
    expect([isReplayed(refused), isReplayed(again)]).toEqual([false, true]);
    expect((await hold(guest, sale.performanceId, seatIds)).status).toBe(201);
  });

  test("PRICE_TYPE_LIMIT_EXCEEDED: 422 for a third youth, and for a third companion of a wheelchair place", async () => {
    const guest = sale.newGuest();
    const youths = { seatIds: newSeats(3), priceTypes: ["youth", "youth", "youth"] };
    const unit = ["A-1-200", "A-1-199", "A-1-198"];
    const companions = {
      seatIds: [...unit, ...newSeats(1)],
      accessible: true,
      priceTypes: ["standard", "companion", "companion", "companion"],
    };

    const refused = [
      await holdBy(guest, sale.performanceId, youths),
      await holdBy(guest, sale.performanceId, companions),
      await holdBy(guest, sale.performanceId, { seatIds: newSeats(1), priceTypes: ["companion"] }),
    ];
    const two = { seatIds: unit, accessible: true, priceTypes: ["standard", "companion", "companion"] };
    const allowed = await holdBy(guest, sale.performanceId, two);

    const problems = refused.map((response) => expectProblem(response, 422, "PRICE_TYPE_LIMIT_EXCEEDED"));
    expect(problems.map(({ priceType, seatsMax }) => [priceType, seatsMax])).toEqual([
      ["youth", 2],
      ["companion", 2],
      ["companion", 0],
    ]);
    expect(allowed.body.amount).toBe(200_000 + 3 * FEE);
  });

  test.each([
    ["fewer types than seats", { seatIds: ["A-1-1", "A-1-2"], priceTypes: ["standard"] }],
    ["more types than seats", { bestAvailable: { quantity: 1 }, priceTypes: ["standard", "youth"] }],
    ["no type", { seatIds: ["A-1-1"], priceTypes: [] }],
    ["a type that can't be one", { seatIds: ["A-1-1"], priceTypes: ["Youth!"] }],
    ["a price", { seatIds: ["A-1-1"], price: 1 }],
    ["an amount", { seatIds: ["A-1-1"], amount: 1 }],
  ])("M2: 400 with %s", async (_, body) => {
    expectInvalid(await holdBy(sale.guest, sale.performanceId, body));
  });
});

describe("PATCH reservations", () => {
  test("200 with new types, a code, both, and without the code again", async () => {
    const { user, reservationId, seatIds } = await someoneHolding(2);
    const [first = "", second = ""] = seatIds;
    const code = await newCode({ percentOff: 10 });

    const typed = await change(user, reservationId, { priceTypes: { [second]: "youth" } });
    const coded = await change(user, reservationId, { promotionCode: code.toLowerCase() });
    const both = await change(user, reservationId, { priceTypes: { [first]: "youth" }, promotionCode: code });
    const read = await readReservation(user, reservationId);
    const removed = await change(user, reservationId, { promotionCode: null });

    const all = [typed, coded, both, removed];
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(all.map(({ body }) => body.amount - 2 * FEE)).toEqual([170_000, 153_000, 126_000, 140_000]);
    expect(all.map(({ body }) => body.promotionCode)).toEqual([null, code, code, null]);
    expect(both.body.seats.map((seat) => (seat as { discount?: number }).discount)).toEqual([7000, 7000]);
    expect({ ...read, serverTime: "" }).toEqual({ ...both.body, serverTime: "" });
  });

  test("a repeat of the hold gets the response of the hold, whatever was changed since", async () => {
    const guest = sale.newGuest();
    const [key, seatIds] = [newKey(), newSeats(1)];
    const first = await hold(guest, sale.performanceId, seatIds, key);
    await change(guest.user, first.body.reservationId, { priceTypes: { [seatIds[0] ?? ""]: "youth" } });

    const repeat = await hold(guest, sale.performanceId, seatIds, key);

    expect(isReplayed(repeat)).toBe(true);
    expect(repeat.body).toEqual(first.body);
  });

  test("PRICE_TYPE_NOT_OFFERED, PRICE_TYPE_LIMIT_EXCEEDED, SEAT_NOT_FOUND: nothing changes", async () => {
    const { user, reservation, reservationId, seatIds } = await someoneHolding(3);
    const all = (priceType: string) => ({ priceTypes: Object.fromEntries(seatIds.map((id) => [id, priceType])) });

    expectProblem(await change(user, reservationId, all("member")), 422, "PRICE_TYPE_NOT_OFFERED");
    expectProblem(await change(user, reservationId, all("youth")), 422, "PRICE_TYPE_LIMIT_EXCEEDED");
    const foreign = { priceTypes: { "A-1-200": "youth" } };
    expect(expectProblem(await change(user, reservationId, foreign), 404, "SEAT_NOT_FOUND")).toMatchObject({
      seatIds: ["A-1-200"],
    });

    expect(await readReservation(user, reservationId)).toMatchObject({ amount: reservation.amount });
  });

  test("RESERVATION_NOT_FOUND: 404 for somebody else's, and for an unknown one", async () => {
    const { reservationId } = await someoneHolding(1);
    const stranger = await newUser();

    expectProblem(await change(stranger, reservationId, { promotionCode: null }), 404, "RESERVATION_NOT_FOUND");
    expectProblem(await change(stranger, "res_unknown000", { promotionCode: null }), 404, "RESERVATION_NOT_FOUND");
  });

  test("RESERVATION_NOT_HELD: 409 once it is released or paid", async () => {
    const [released, bought] = [await someoneHolding(1), await someoneHolding(1, ["guest"])];
    await release(released.user, released.reservationId);
    await toppedUp(bought.user, FEE);
    await pay(bought.user, bought.reservationId);

    for (const { user, reservationId } of [released, bought]) {
      expectProblem(await change(user, reservationId, { promotionCode: null }), 409, "RESERVATION_NOT_HELD");
    }
  });

  test("PROMOTION_CODE_INVALID: 422, the same for a code that is unknown, over, early or for other seats", async () => {
    const { user, reservationId, reservation } = await someoneHolding(1);
    const codes = [
      "NO-SUCH-CODE",
      await newCode({ until: inSeconds(-60) }),
      await newCode({ from: inSeconds(60) }),
      await newCode({ categories: ["VIP"] }),
    ];

    const problems = [];
    for (const promotionCode of codes) {
      problems.push(expectProblem(await change(user, reservationId, { promotionCode }), 422, "PROMOTION_CODE_INVALID"));
    }

    expect(new Set(problems.map((problem) => JSON.stringify({ ...problem, instance: "" }))).size).toBe(1);
    expect(await readReservation(user, reservationId)).toMatchObject({ amount: reservation.amount });
  });

  test("PROMOTION_CODE_ATTEMPTS: 429 with Retry-After after wrong codes, though the next one is right", async () => {
    const { user, reservationId, seatIds } = await someoneHolding(1);
    const code = await newCode();
    let response = await change(user, reservationId, { promotionCode: "WRONG-0" });
    for (let wrong = 1; wrong < WRONG_CODES_MAX && response.status === 422; wrong += 1) {
      response = await change(user, reservationId, { promotionCode: `WRONG-${wrong}` });
    }

    const right = await change(user, reservationId, { promotionCode: code });

    expectProblem(response, 429, "PROMOTION_CODE_ATTEMPTS");
    expectProblem(right, 429, "PROMOTION_CODE_ATTEMPTS");
    expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(0);
    const types = { priceTypes: { [seatIds[0] ?? ""]: "youth" } };
    expect((await change(user, reservationId, types)).status).toBe(200);
  });

  test.each([
    ["nothing to change", {}],
    ["a code of 3 characters", { promotionCode: "ABC" }],
    ["a type that can't be one", { priceTypes: { "A-1-1": "Youth!" } }],
    ["a seat id that can't be one", { priceTypes: { A: "youth" } }],
    ["a price", { priceTypes: {}, price: 1 }],
    ["an amount", { amount: 1 }],
  ])("M2: 400 with %s", async (_, body) => {
    expectInvalid(await change(await newUser(), "res_any", body));
  });
});

describe("Paying and cancelling with a code", () => {
  test("M2, M3: the receipt and the ledger show price, type, discount and fee apart, and the code is used", async () => {
    const { user, reservationId, seatIds } = await someoneHolding(2, ["standard", "youth"]);
    const code = await newCode({ amountOff: 15_001 });
    await change(user, reservationId, { promotionCode: code });
    await toppedUp(user, 500_000);

    const receipt = await pay(user, reservationId);
    const used = await usesOf(code);
    const [entry] = await readStatement(user);
    const some = await cancel(user, reservationId, seatIds.slice(0, 1));
    const usedAfterSome = await usesOf(code);
    const rest = await cancel(user, reservationId);

    expect(receipt.status).toBe(201);
    expect(receipt.body).toMatchObject({
      amount: 170_000 - 15_001 + 2 * FEE,
      seats: [
        { priceType: "standard", price: 100_000, bookingFee: FEE, discount: 7501 },
        { priceType: "youth", price: 70_000, bookingFee: FEE, discount: 7500 },
      ],
    });
    expect(entry).toMatchObject({ kind: "PAYMENT", amount: -receipt.body.amount, bookingFees: 2 * FEE });
    expect([some.body.amount, rest.body.amount]).toEqual([100_000 - 7501 + FEE, 70_000 - 7500 + FEE]);
    expect([used, usedAfterSome, await usesOf(code)]).toEqual([1, 1, 0]);
    expect(await readBalance(user)).toBe(500_000);
  });

  test("PROMOTION_CODE_USED_UP: 409 when others have used it up, and the hold is unchanged", async () => {
    const code = await newCode({ usesMax: 1 });
    const [first, second, third] = [await someoneHolding(1), await someoneHolding(1), await someoneHolding(1)];
    for (const { user, reservationId } of [first, second]) {
      await change(user, reservationId, { promotionCode: code });
      await toppedUp(user, 200_000);
    }
    await pay(first.user, first.reservationId);
    const key = newKey();

    const refused = await pay(second.user, second.reservationId, key);
    const again = await pay(second.user, second.reservationId, key);
    const entered = await change(third.user, third.reservationId, { promotionCode: code });
    const still = await readReservation(second.user, second.reservationId);
    await change(second.user, second.reservationId, { promotionCode: null });
    const bought = await pay(second.user, second.reservationId);

    for (const response of [refused, again, entered]) expectProblem(response, 409, "PROMOTION_CODE_USED_UP");
    expect([isReplayed(refused), isReplayed(again)]).toEqual([false, true]);
    expect(still).toMatchObject({ status: "HELD", promotionCode: code, amount: 90_000 + FEE });
    expect(bought.body.amount).toBe(100_000 + FEE);
  });

  test("PROMOTION_CODE_INVALID: 422 when its time is over before the payment, and the hold is unchanged", async () => {
    const { user, reservationId } = await someoneHolding(1);
    const code = await newCode({ until: inSeconds(4) });
    const entered = await change(user, reservationId, { promotionCode: code });
    await toppedUp(user, 200_000);
    await new Promise((resolve) => setTimeout(resolve, 5000));

    expect(entered.status).toBe(200);
    expectProblem(await pay(user, reservationId), 422, "PROMOTION_CODE_INVALID");
    expect(await readReservation(user, reservationId)).toMatchObject({ status: "HELD", promotionCode: code });
    expect(await readBalance(user)).toBe(200_000);
  });

  test("a seat that costs nothing is paid for with nothing, by somebody who never topped up", async () => {
    const performance = await call<Performance>("POST", `/v1/admin/concerts/${sale.concertId}/performances`, {
      user: operator,
      key: newKey(),
      body: newPerformance({ price: 0 }),
    });
    const guest = sale.newGuest();
    const reservation = await held(guest, performance.body.performanceId, ["A-1-1", "A-1-2"]);

    const receipt = await pay(guest.user, reservation.reservationId);
    const refund = await cancel(guest.user, reservation.reservationId);

    expect(receipt).toMatchObject({ status: 201, body: { amount: 0, balanceAfter: 0 } });
    expect(refund).toMatchObject({ status: 201, body: { amount: 0, balanceAfter: 0 } });
    expect((await readStatement(guest.user)).map(({ amount }) => amount)).toEqual([0, 0]);
  });
});
