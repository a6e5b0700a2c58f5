/** What a reservation costs, from its hold to its cancellation: price types, booking fees and promotion codes. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { PriceList } from "#contract/prices.ts";
import type { ReservationChangeInput } from "#functions/reservations/change-reservation.ts";
import type { Wish } from "#functions/reservations/choose-seats.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { waitUntil } from "#test/support/wait-until.ts";

const environment = await startTestEnvironment();
const { listEntries, readAccount } = await import("#functions/balance/balance-store.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { createPromotion } = await import("#functions/promotions/create-promotion.ts");
const { readPromotion } = await import("#functions/promotions/promotion-store.ts");
const { changeReservation } = await import("#functions/reservations/change-reservation.ts");
const { releaseReservation } = await import("#functions/reservations/release-reservation.ts");
const { readReservation } = await import("#functions/reservations/reservation-store.ts");
const { amountOf } = await import("#functions/reservations/rules/seat-rates.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { isoTime, systemClock } = await import("#functions/shared/time.ts");
const { unitsOf, withBefore, withCrashAt, withoutCondition } = await import(
  "#test/integration/support/dynamo-traffic.ts"
);
const { admit, createSale, holdNow, NO_COOL_DOWN, people, section } = await import("#test/integration/support/sale.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const FEE = 100;
const name = { ko: "이름", en: "Name" };
const type = (priceType: string, amount: number, limits: object = {}) => ({
  priceType,
  name,
  amount,
  checkedAtDoor: priceType !== "standard",
  ...limits,
});
const PRICES: PriceList = [
  {
    category: "R",
    types: [
      type("standard", 1000),
      type("youth", 600, { maxPerReservation: 2 }),
      type("companion", 500, { maxPerAccessibleSeat: 2 }),
    ],
  },
  { category: "S", types: [type("standard", 700), type("youth", 400)] },
];
const SECTIONS = [
  section({ accessible: [{ seat: "1-50", companions: ["1-49", "1-48"] }] }),
  section({ sectionId: "B", category: "S" }),
];

type Options = Pick<Parameters<typeof holdNow>[0], "priceTypes" | "idempotencyKey" | "holdSeconds"> & {
  readonly sale?: Awaited<ReturnType<typeof createSale>>;
  readonly wish?: Wish;
};

/** A hold of somebody new, in a sale of its own unless the options say otherwise. */
const hold = async (seatIds: readonly string[], { sale, ...options }: Options = {}) => {
  const own = sale ?? (await createSale({ sections: SECTIONS, prices: PRICES, bookingFee: FEE, seatLimit: 10 }));
  const [userId = ""] = people(1);
  const queueToken = (await admit(own.concertId, [userId])).get(userId);
  if (queueToken === undefined) throw new Error("no queue token");
  const again = () =>
    holdNow({ performance: own.performance, queueToken, seatIds, idempotencyKey: "hold", ...options });
  const { reservation } = await again();
  const { reservationId } = reservation;
  return {
    ...own,
    userId,
    queueToken,
    reservation,
    reservationId,
    again,
    change: (change: Partial<ReservationChangeInput>) =>
      changeReservation({ reservationId, userId, priceTypes: {}, promotionCode: undefined, ...change }),
    topUp: (amount: number) =>
      topUpBalance({ userId, amount, idempotencyKey: randomUUID(), amountMax: 1e6, balanceMax: 1e7 }),
    pay: (idempotencyKey: string = randomUUID()) => payReservation({ reservationId, userId, idempotencyKey }),
    cancel: (idempotencyKey: string = randomUUID(), seats?: readonly string[]) =>
      cancelReservation({ reservationId, userId, seatIds: seats, idempotencyKey }),
    read: async () => {
      const now = await readReservation(reservationId);
      if (now === undefined) throw new Error("no reservation");
      return now;
    },
  };
};

const newCode = async (
  ofConcert: string,
  wanted: Partial<Parameters<typeof createPromotion>[0]["wanted"]> = {},
): Promise<string> => {
  const code = `T-${randomUUID().slice(0, 13)}`.toUpperCase();
  const off = wanted.amountOff === undefined ? { percentOff: 10 } : {};
  await createPromotion(
    {
      concertId: ofConcert,
      userId: "operator",
      idempotencyKey: undefined,
      wanted: { code, ...off, usesMax: 5, ...wanted },
    },
    systemClock(),
  );
  return code;
};

const usesOf = async (ofConcert: string, code: string): Promise<number | undefined> =>
  (await readPromotion(ofConcert, code, { consistent: true }))?.used;

const codeOf = (error: unknown): string => {
  if (error instanceof Problem) return error.code;
  throw error;
};

/** Retries as a client does that is asked to, with the same key. */
const persistently = async <T>(act: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "REQUEST_IN_PROGRESS") throw error;
    }
  }
};

const tally = (results: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(results, (each) => each)].map(([result, all]) => [result, all.length]));

describe("holding seats at prices", () => {
  it("M2: takes the first type of each category where none is named, and a booking fee for each seat", async () => {
    const { reservation } = await hold(["A-1-1", "B-1-1"]);

    expect(reservation.amount).toBe(1000 + 700 + 2 * FEE);
  });

  it("M2: takes the types that are named, in the order of the seats", async () => {
    const { reservation, read } = await hold(["B-1-1", "A-1-1", "A-1-2"], {
      priceTypes: ["youth", "standard", "youth"],
    });

    expect(reservation.amount).toBe(400 + 1000 + 600 + 3 * FEE);
    expect((await read()).rates).toEqual([
      { category: "S", priceType: "youth", price: 400, bookingFee: FEE, discount: 0 },
      { category: "R", priceType: "standard", price: 1000, bookingFee: FEE, discount: 0 },
      { category: "R", priceType: "youth", price: 600, bookingFee: FEE, discount: 0 },
    ]);
  });

  it("takes types for the best seats available", async () => {
    const wish = { bestAvailable: { quantity: 2, category: "S" } } as const;
    const { reservation } = await hold([], { wish, priceTypes: ["youth", "standard"] });

    expect(reservation.amount).toBe(400 + 700 + 2 * FEE);
  });

  it("allows two companions with a wheelchair place, and refuses a third", async () => {
    const wish = { seatIds: ["A-1-50", "A-1-49", "A-1-48"], accessible: true };
    const { reservation } = await hold([], { wish, priceTypes: ["standard", "companion", "companion"] });
    const more = { seatIds: [...wish.seatIds, "A-1-47"], accessible: true };
    const refused = hold([], { wish: more, priceTypes: ["standard", "companion", "companion", "companion"] });

    expect(reservation.amount).toBe(2000 + 3 * FEE);
    await expect(refused).rejects.toMatchObject({
      code: "PRICE_TYPE_LIMIT_EXCEEDED",
      evidence: { priceType: "companion", seatsMax: 2 },
    });
  });

  it("refuses a type that the category does not offer, for good, and holds nothing", async () => {
    const sale = await createSale({ sections: SECTIONS, prices: PRICES });
    const [userId = ""] = people(1);
    const queueToken = (await admit(sale.concertId, [userId])).get(userId);
    if (queueToken === undefined) throw new Error("no queue token");
    const request = { performance: sale.performance, queueToken, seatIds: ["B-1-1"], idempotencyKey: "k" };

    const refused = holdNow({ ...request, priceTypes: ["companion"] });
    await expect(refused).rejects.toMatchObject({
      code: "PRICE_TYPE_NOT_OFFERED",
      evidence: { seatId: "B-1-1", priceType: "companion", offered: ["standard", "youth"] },
    });
    await expect(holdNow({ ...request, priceTypes: ["companion"] })).rejects.toMatchObject({
      code: "PRICE_TYPE_NOT_OFFERED",
      headers: { "idempotency-replayed": "true" },
    });
    await expect(holdNow({ ...request, priceTypes: ["youth"] })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });

    expect((await holdNow({ ...request, idempotencyKey: "k2" })).reservation.amount).toBe(700);
  });
});

describe("changing what a hold costs", () => {
  it("M2: gives seats other types, and leaves those that are not named as they are", async () => {
    const { change, read, reservation } = await hold(["A-1-1", "A-1-2", "B-1-1"]);

    const changed = await change({ priceTypes: { "A-1-2": "youth", "B-1-1": "youth" } });

    expect(changed.amount).toBe(1000 + 600 + 400 + 3 * FEE);
    expect(await read()).toEqual(changed);
    expect(changed).toMatchObject({ status: "HELD", expiresAt: reservation.expiresAt, seatIds: reservation.seatIds });
  });

  it("responds to a repeat of the hold with what that hold cost, whatever was changed since", async () => {
    const first = await hold(["A-1-1", "A-1-2"], { priceTypes: ["standard", "youth"] });
    const code = await newCode(first.concertId, { percentOff: 50 });
    await first.change({ priceTypes: { "A-1-1": "youth" }, promotionCode: code });
    await first.change({ priceTypes: { "A-1-2": "standard" } });
    await first.topUp(5000);
    await first.pay();
    await first.cancel("c", ["A-1-1"]);

    const repeat = await first.again();

    expect(repeat.isRepeat).toBe(true);
    expect(repeat.reservation).toMatchObject({ status: "HELD", amount: 1600 + 2 * FEE, promotionCode: undefined });
    const { seatIds } = repeat.reservation;
    expect(seatIds.map((id) => amountOf([id], repeat.reservation))).toEqual([1000 + FEE, 600 + FEE]);
  });

  it("enters a code, recalculates its discount with the types, and removes it", async () => {
    const { change, concertId: ofConcert } = await hold(["A-1-1", "A-1-2", "B-1-1"]);
    const code = await newCode(ofConcert, { percentOff: 25, categories: ["R"] });

    const entered = await change({ promotionCode: code.toLowerCase() });
    const changed = await change({ priceTypes: { "A-1-1": "youth" } });
    const removed = await change({ promotionCode: null });

    expect(entered).toMatchObject({ promotionCode: code, amount: 750 + 750 + 700 + 3 * FEE });
    expect(changed).toMatchObject({ promotionCode: code, amount: 450 + 750 + 700 + 3 * FEE });
    expect(removed).toMatchObject({ promotionCode: undefined, amount: 600 + 1000 + 700 + 3 * FEE });
    expect(await usesOf(ofConcert, code)).toBe(0);
  });

  it("splits an amount over the seats, and never takes more than they cost", async () => {
    const { change, concertId: ofConcert } = await hold(["A-1-1", "B-1-1"]);
    const [some, all] = [await newCode(ofConcert, { amountOff: 301 }), await newCode(ofConcert, { amountOff: 5000 })];

    const less = await change({ promotionCode: some });
    const nothing = await change({ promotionCode: all });

    expect(less.seatIds.map((id) => amountOf([id], less))).toEqual([1000 - 151 + FEE, 700 - 150 + FEE]);
    expect(nothing.amount).toBe(2 * FEE);
  });

  it.each([
    ["a type that is not offered", { priceTypes: { "B-1-1": "companion" } }, "PRICE_TYPE_NOT_OFFERED"],
    [
      "too many of a type",
      { priceTypes: { "A-1-1": "youth", "A-1-2": "youth", "B-1-1": "youth" } },
      "PRICE_TYPE_LIMIT_EXCEEDED",
    ],
    ["companions without a wheelchair place", { priceTypes: { "A-1-1": "companion" } }, "PRICE_TYPE_LIMIT_EXCEEDED"],
    ["a seat of somebody else", { priceTypes: { "A-1-9": "youth" } }, "SEAT_NOT_FOUND"],
    ["an unknown code", { promotionCode: "NO-SUCH-CODE" }, "PROMOTION_CODE_INVALID"],
    ["another user", { userId: "somebody-else" }, "RESERVATION_NOT_FOUND"],
  ])("refuses %s and changes nothing", async (_, change, code) => {
    const held = await hold(["A-1-1", "A-1-2", "B-1-1"]);

    await expect(held.change(change)).rejects.toMatchObject({ code });

    expect(await held.read()).toEqual(held.reservation);
  });

  it("enters no code along with types that are refused, so that none is guessed for free", async () => {
    const held = await hold(["A-1-1"]);
    const both = { priceTypes: { "A-1-1": "companion" }, promotionCode: "NO-SUCH-CODE" };

    await expect(held.change(both)).rejects.toMatchObject({ code: "PRICE_TYPE_LIMIT_EXCEEDED" });
  });

  it("limits wrong codes by the account, whatever reservation they are entered on", async () => {
    const held = await hold(["A-1-1"]);
    const code = await newCode(held.concertId);

    const results = await Promise.all(
      Array.from({ length: 15 }, (_, index) => held.change({ promotionCode: `WRONG-${index}` }).catch(codeOf)),
    );

    expect(tally(results.map(String))).toEqual({ PROMOTION_CODE_INVALID: 10, PROMOTION_CODE_ATTEMPTS: 5 });
    await expect(held.change({ promotionCode: code })).rejects.toMatchObject({ code: "PROMOTION_CODE_ATTEMPTS" });
    expect((await held.change({ priceTypes: { "A-1-1": "youth" } })).amount).toBe(600 + FEE);
  });

  it("is refused once the hold is over", async () => {
    const [released, paid] = [await hold(["A-1-1"]), await hold(["A-1-1"])];
    await releaseReservation(released.reservationId, released.userId, NO_COOL_DOWN);
    await paid.topUp(5000);
    await paid.pay();
    const youth = { priceTypes: { "A-1-1": "youth" } };

    await expect(released.change(youth)).rejects.toMatchObject({
      code: "RESERVATION_NOT_HELD",
      evidence: { reservationStatus: "RELEASED" },
    });
    await expect(paid.change(youth)).rejects.toMatchObject({
      code: "RESERVATION_NOT_HELD",
      evidence: { reservationStatus: "PAID" },
    });
  });

  it("costs two write units at most, and 2.5 read units with a code", async () => {
    const seatIds = Array.from({ length: 10 }, (_, index) => `A-1-${index + 1}`);
    const { change, concertId: ofConcert } = await hold(seatIds);
    const code = await newCode(ofConcert, { amountOff: 777 });
    await change({ promotionCode: code });

    const units = await unitsOf(() => change({ priceTypes: { "A-1-1": "youth" } }));

    expect(units.write).toBeLessThanOrEqual(2);
    expect(units.read).toBeLessThanOrEqual(2.5);
  });
});

describe("paying a price", () => {
  it("M2, M3: takes what the reservation says, uses the code, and shows fees apart in the ledger", async () => {
    const { change, concertId: ofConcert, pay, read, topUp, userId } = await hold(["A-1-1", "B-1-1"]);
    const code = await newCode(ofConcert, { percentOff: 10 });
    await change({ priceTypes: { "A-1-1": "youth" }, promotionCode: code });
    await topUp(5000);

    const { payment } = await pay();

    expect(payment.amount).toBe(540 + 630 + 2 * FEE);
    expect(await read()).toMatchObject({ status: "PAID", amount: payment.amount, promotionCode: code });
    expect(await usesOf(ofConcert, code)).toBe(1);
    const { items } = await listEntries(userId, { limit: 1, before: undefined });
    expect(items[0]).toMatchObject({ kind: "PAYMENT", amount: -payment.amount, bookingFees: 2 * FEE });
  });

  it("M2: takes nothing for free seats, from an account that never had anything", async () => {
    const prices: PriceList = [{ category: "R", types: [type("standard", 0)] }];
    const { pay, cancel, userId } = await hold(["A-1-1", "A-1-2"], { sale: await createSale({ prices }) });

    const { payment } = await pay();
    const { refund } = await cancel();

    expect(payment).toMatchObject({ amount: 0, balanceAfter: 0, entrySeq: 1 });
    expect(refund).toMatchObject({ amount: 0, balanceAfter: 0, entrySeq: 2 });
    expect(await readAccount(userId, { consistent: true })).toMatchObject({ balance: 0, seq: 2 });
  });

  it("takes nothing for seats that a code makes free", async () => {
    const held = await hold(["A-1-1"], { sale: await createSale() });
    await held.change({ promotionCode: await newCode(held.concertId, { percentOff: 100 }) });

    expect((await held.pay()).payment).toMatchObject({ amount: 0, balanceAfter: 0 });
  });

  it("refuses a code that others have used up meanwhile, leaves the hold, and takes the full price without it", async () => {
    const sale = await createSale({ sections: SECTIONS, prices: PRICES, bookingFee: FEE });
    const code = await newCode(sale.concertId, { usesMax: 1 });
    const [first, second] = [await hold(["A-1-1"], { sale }), await hold(["A-1-2"], { sale })];
    for (const each of [first, second]) {
      await each.change({ promotionCode: code });
      await each.topUp(5000);
    }
    await first.pay();
    const before = await second.read();

    await expect(second.pay("k1")).rejects.toMatchObject({ code: "PROMOTION_CODE_USED_UP", headers: {} });
    expect(await second.read()).toEqual(before);
    await expect(second.pay("k1")).rejects.toMatchObject({
      code: "PROMOTION_CODE_USED_UP",
      headers: { "idempotency-replayed": "true" },
    });
    await second.change({ promotionCode: null });

    expect((await second.pay("k2")).payment.amount).toBe(1000 + FEE);
    expect(await usesOf(sale.concertId, code)).toBe(1);
  });

  it("refuses a code whose time is over, and leaves the hold", async () => {
    const held = await hold(["A-1-1"]);
    // Time enough for the code to be entered, on a busy machine too.
    const until = systemClock() + 4;
    await held.change({ promotionCode: await newCode(held.concertId, { until: isoTime(until) }) });
    await held.topUp(5000);
    await waitUntil(until);

    await expect(held.pay()).rejects.toMatchObject({ code: "PROMOTION_CODE_INVALID" });

    expect(await held.read()).toMatchObject({ status: "HELD" });
    expect((await readAccount(held.userId, { consistent: true })).balance).toBe(5000);
  });

  it.each([1, 4, 10])("costs two write units more with a code than without one: %p seats", async (seats) => {
    const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
    const held = await hold(seatIds);
    await held.change({
      priceTypes: { "A-1-1": "youth" },
      promotionCode: await newCode(held.concertId, { amountOff: 777 }),
    });
    await held.topUp(50_000);

    const units = await unitsOf(() => held.pay());

    expect(units.write).toBe(2 * (seats + 7) + 2);
    expect(units.read).toBeLessThanOrEqual(2);
  });
});

describe("cancelling seats that were bought with a code", () => {
  it("refunds what each seat cost, and gives the use back with the last one", async () => {
    const held = await hold(["A-1-1", "A-1-2", "B-1-1"]);
    const code = await newCode(held.concertId, { amountOff: 100 });
    await held.change({ promotionCode: code });
    await held.topUp(5000);
    const { payment } = await held.pay();

    const some = await held.cancel("c1", ["A-1-1", "B-1-1"]);
    const usedAfterSome = await usesOf(held.concertId, code);
    const rest = await held.cancel("c2");
    const again = await held.cancel("c2");

    expect(some.refund.amount + rest.refund.amount).toBe(payment.amount);
    expect([usedAfterSome, await usesOf(held.concertId, code)]).toEqual([1, 0]);
    expect(again.isRepeat).toBe(true);
    expect((await readAccount(held.userId, { consistent: true })).balance).toBe(5000);
  });

  it("gives one use back, however many cancellations there are at once", async () => {
    const sale = await createSale({ sections: SECTIONS, prices: PRICES, bookingFee: FEE });
    const code = await newCode(sale.concertId);
    const [kept, held] = [await hold(["A-1-1"], { sale }), await hold(["A-1-2"], { sale })];
    for (const each of [kept, held]) {
      await each.change({ promotionCode: code });
      await each.topUp(5000);
      await each.pay();
    }

    const keys = ["c1", "c1", "c1", "c2", "c3", "c4"];
    await Promise.all(keys.map((key) => persistently(() => held.cancel(key)).catch(codeOf)));

    expect(await usesOf(sale.concertId, code)).toBe(1);
    expect((await readAccount(held.userId, { consistent: true })).balance).toBe(5000);
  });
});

describe("parallel use of prices and codes", () => {
  /** A hold whose types change just before its payment is written. */
  const payWhileChanging = async () => {
    const held = await hold(["A-1-1", "A-1-2"]);
    await held.topUp(10_000);
    const { payment } = await withBefore(
      "TransactWrite",
      () => held.change({ priceTypes: { "A-1-1": "youth" } }),
      () => held.pay(),
    );
    return { payment, reservation: await held.read(), userId: held.userId };
  };

  it("M2: a payment never takes the amount before a change for the seats after it", async () => {
    const { payment, reservation, userId } = await payWhileChanging();

    expect(payment.amount).toBe(1600 + 2 * FEE);
    expect(reservation).toMatchObject({ status: "PAID", amount: payment.amount });
    expect((await readAccount(userId, { consistent: true })).balance).toBe(10_000 - payment.amount);
  });

  it("M2 positive control: without the condition on the reservation, it does", async () => {
    const { payment, reservation } = await withoutCondition(
      (write) => String((write["Key"] as { readonly pk?: string } | undefined)?.pk).startsWith("RES#"),
      payWhileChanging,
    );

    expect(payment.amount).toBe(2000 + 2 * FEE);
    expect(reservation.amount).not.toBe(payment.amount);
  });

  it("M2: changes, payments and cancellations at once, with the same and with other keys, leave amounts that agree", async () => {
    const round = async (number: number): Promise<void> => {
      const held = await hold(["A-1-1", "A-1-2", "B-1-1"]);
      const code = await newCode(held.concertId, number % 2 === 0 ? { percentOff: 33 } : { amountOff: 501 });
      await held.topUp(10_000);
      const acts: (() => Promise<unknown>)[] = [
        () => held.change({ priceTypes: { "A-1-1": "youth", "B-1-1": "youth" } }),
        () => held.change({ priceTypes: { "A-1-1": "standard" }, promotionCode: code }),
        () => held.change({ promotionCode: null }),
        () => held.pay("p1"),
        () => held.pay("p1"),
        () => held.pay("p2"),
        () => held.cancel("c1", ["A-1-1"]),
        () => held.cancel("c2"),
      ];
      await Promise.all(acts.map((act) => act().catch(codeOf)));

      await expectAgreement(held, code);
    };

    for (let number = 0; number < 8; number += 1) await round(number);
  });

  /** Reservation, payment, refunds, balance and the uses of the code say the same. */
  const expectAgreement = async (held: Awaited<ReturnType<typeof hold>>, code: string): Promise<void> => {
    const reservation = await held.read();
    const { items: entries } = await listEntries(held.userId, { limit: 100, before: undefined });
    const sum = (kind: string) =>
      entries.filter((entry) => entry.kind === kind).reduce((total, { amount }) => total + amount, 0);
    const bought = [...reservation.seatIds, ...reservation.returnedSeatIds];
    const isPaid = reservation.paymentId !== undefined;
    const kept = reservation.status === "CANCELLED" || !isPaid ? 0 : reservation.amount;

    expect(amountOf(reservation.seatIds, reservation)).toBe(reservation.amount);
    expect(entries.filter(({ kind }) => kind === "PAYMENT")).toHaveLength(isPaid ? 1 : 0);
    expect(0 - sum("PAYMENT")).toBe(isPaid ? amountOf(bought, reservation) : 0);
    expect(0 - sum("PAYMENT") - sum("REFUND")).toBe(kept);
    const isUsing = isPaid && reservation.status !== "CANCELLED" && reservation.promotionCode === code;
    expect(await usesOf(held.concertId, code)).toBe(isUsing ? 1 : 0);
  };

  const crowdWithCode = async (size: number, usesMax: number) => {
    const sale = await createSale({ sections: SECTIONS, prices: PRICES, bookingFee: FEE });
    const code = await newCode(sale.concertId, { usesMax });
    const crowd = await Promise.all(Array.from({ length: size }, (_, index) => hold([`A-1-${index + 1}`], { sale })));
    for (const each of crowd) {
      await each.change({ promotionCode: code });
      await each.topUp(5000);
    }
    const payAs = (each: (typeof crowd)[number]) =>
      persistently(() => each.pay("p")).then(
        () => "paid",
        (error: unknown) => codeOf(error),
      );
    // Everybody sends the request twice.
    const payAll = async () => {
      const twice = await Promise.all(crowd.map((each) => Promise.all([payAs(each), payAs(each)])));
      return twice.map(([one, other]) => (one === other ? one : `${one} and ${other}`));
    };
    return { sale, code, crowd, payAll };
  };

  it("a code is never used more often than it allows, by payments at once that are sent twice", async () => {
    const { sale, code, crowd, payAll } = await crowdWithCode(12, 5);

    const results = await payAll();

    expect(tally(results)).toEqual({ paid: 5, PROMOTION_CODE_USED_UP: 7 });
    expect(await usesOf(sale.concertId, code)).toBe(5);
    const statuses = await Promise.all(crowd.map(async (each) => (await each.read()).status));
    expect(tally(statuses)).toEqual({ PAID: 5, HELD: 7 });
  });

  it("positive control: without its condition it is", async () => {
    const { sale, code, payAll } = await crowdWithCode(6, 2);

    const results = await withoutCondition(
      (write) => String((write["Key"] as { readonly pk?: string } | undefined)?.pk).startsWith("PROMOTION#"),
      payAll,
    );

    expect(tally(results)).toEqual({ paid: 6 });
    expect(await usesOf(sale.concertId, code)).toBe(6);
  });

  it.each(["request", "response"] as const)(
    "M2, M3: a %s lost at any call of a change, a payment or a cancellation, and sent again, counts once",
    async (loss) => {
      const held = await hold(["A-1-1", "A-1-2"]);
      const code = await newCode(held.concertId, { usesMax: 1 });
      await held.topUp(5000);
      const steps: readonly (() => Promise<unknown>)[] = [
        () => held.change({ priceTypes: { "A-1-1": "youth" }, promotionCode: code }),
        () => held.pay("p"),
        () => held.cancel("c"),
      ];
      const after: unknown[] = [];
      for (const step of steps) {
        for (let call = 1; await withCrashAt(call, loss, step); call += 1);
        await step();
        const { status, amount } = await held.read();
        const { balance } = await readAccount(held.userId, { consistent: true });
        after.push([status, amount, balance, await usesOf(held.concertId, code)]);
      }

      const price = 540 + 900 + 2 * FEE;
      expect(after).toEqual([
        ["HELD", price, 5000, 0],
        ["PAID", price, 5000 - price, 1],
        ["CANCELLED", price, 5000, 0],
      ]);
    },
  );
});
