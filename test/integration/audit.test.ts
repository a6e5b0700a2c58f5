/** The self-audit: a sale that went right is clean, and each kind of planted damage is found with its items. */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { FindingCode } from "#contract/audit.ts";
import type { AuditPage } from "#functions/audit/audit-concert.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { Damage, Key } from "#test/integration/support/damage.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, NO_COOL_DOWN, people, section } = await import("#test/integration/support/sale.ts");
const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const { putItem, withDamage } = await import("#test/integration/support/damage.ts");
const { auditConcert } = await import("#functions/audit/audit-concert.ts");
const { addResults, WAITS_MS } = await import("#functions/audit/audit-task.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { beginTopUp, topUpIdOf } = await import("#functions/balance/top-up-store.ts");
const { recountSection } = await import("#functions/seats/seat-store.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { endExpiredHold } = await import("#functions/reservations/end-hold.ts");
const { fromReservation } = await import("#functions/reservations/reservation-item.ts");
const { extendHold } = await import("#functions/reservations/extend-hold.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const PRICE = 1000;
const FIVE_SEATS = ["A-1-20", "B-1-20", "A-1-44", "A-1-45", "A-1-46"];
/** All at the first rate of their reservation. */
const ratesOf = (seatIds: readonly string[]) => Object.fromEntries(seatIds.map((seatId) => [seatId, 0]));
const SECTIONS = ["A", "B"];
const newSale = () =>
  createSale({ sections: SECTIONS.map((sectionId) => section({ sectionId, price: PRICE })), seatLimit: 4 });

/** Audits a whole concert, page by page. */
const audit = async (concertId: string, waitsMs: readonly number[] = [5, 5]) => {
  const pages = [];
  let cursor: string | undefined;
  do {
    const page = await auditConcert({ concertId, cursor, waitsMs });
    pages.push(page);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { ...addResults(pages), pages: pages.length };
};

const hold = async (
  performance: Performance,
  queueToken: VerifiedQueueToken | undefined,
  seatIds: readonly string[],
  holdSeconds = 300,
) => {
  if (queueToken === undefined) throw new Error("no queue token");
  return (await holdNow({ performance, queueToken, seatIds, holdSeconds })).reservation;
};

const topUpSome = async (userId: string, amount = 10 * PRICE): Promise<string> => {
  const idempotencyKey = randomUUID();
  await topUpBalance({ userId, amount, idempotencyKey, amountMax: 1e6, balanceMax: 1e6 });
  return topUpIdOf(userId, idempotencyKey);
};
/** What the simulated gateway declines. */
const DECLINED = 19_001;

const payFor = ({ userId, reservationId }: Reservation) =>
  payReservation({ userId, reservationId, idempotencyKey: randomUUID() });

const giveBack = ({ userId, reservationId }: Reservation, seatIds?: readonly string[]) =>
  cancelReservation({ userId, reservationId, seatIds, idempotencyKey: randomUUID() });

const recount = async ({ performanceId }: Performance): Promise<void> => {
  for (const sectionId of SECTIONS) await recountSection(performanceId, sectionId, systemClock());
};

/**
 * Holds, one of them extended, expired holds, payments, cancellations in part and whole, top-ups, one of them declined and one under
 * way, and a second concert of the same user.
 */
const mixedSale = async () => {
  const [sale, other] = [await newSale(), await newSale()];
  const { concertId, performance } = sale;
  const [mina = "", jun = "", holder = "", late = "", quick = "", gone = ""] = people(6);
  const passes = await admit(concertId, [mina, jun, holder, late, quick, gone]);
  const elsewhere = await admit(other.concertId, [mina]);
  const topUpIds = [await topUpSome(mina), await topUpSome(mina, 7), await topUpSome(jun)] as const;
  await expect(topUpSome(jun, DECLINED)).rejects.toMatchObject({ code: "PAYMENT_DECLINED" });
  const open = { userId: jun, topUpId: `top_${randomUUID()}`, amount: PRICE };
  await beginTopUp(open, systemClock());

  const expired = await hold(performance, passes.get(late), ["A-1-30", "A-1-31"], 1);
  const ended = await hold(performance, passes.get(gone), ["B-1-30"], 1);
  const { reservationId } = await hold(performance, passes.get(holder), ["A-1-20", "B-1-20"]);
  const held = await extendHold(
    { reservationId: reservationId, userId: holder },
    { extensionSeconds: 60, extensionsMax: 1 },
  );
  const second = await hold(performance, passes.get(mina), ["B-1-5"]);
  const bought = await hold(performance, passes.get(mina), ["A-1-1", "A-1-2", "B-1-3"]);
  await payFor(bought);
  await giveBack(bought, ["A-1-2"]);
  await payFor(second);
  await payFor(await hold(other.performance, elsewhere.get(mina), ["A-1-1", "A-1-2"]));
  const cancelled = await hold(performance, passes.get(jun), ["A-1-10", "A-1-11"]);
  await payFor(cancelled);
  await giveBack(cancelled, ["A-1-11"]);
  await giveBack(cancelled);
  await delay(2000);
  await endExpiredHold(ended, systemClock(), NO_COOL_DOWN);
  const taken = await hold(performance, passes.get(quick), ["A-1-30"]);
  await recount(performance);
  await recount(other.performance);
  const topUps = { mina: topUpIds[0], minaSecond: topUpIds[1], jun: topUpIds[2], open: open.topUpId };
  return { concertId, other, performance, mina, jun, topUps, bought, second, cancelled, held, expired, ended, taken };
};

let sale: Awaited<ReturnType<typeof mixedSale>>;
beforeAll(async () => {
  sale = await mixedSale();
});

describe("a sale that went right", () => {
  it("is clean, and all of it is checked", async () => {
    const { findings, checked, points } = await audit(sale.concertId);

    expect(findings).toEqual([]);
    // Mina has A-1-1, B-1-3 and B-1-5, the holder two, and whoever took an expired hold's seat one.
    expect(checked).toEqual({
      sections: 2,
      seats: 6,
      buyers: 6,
      reservations: 7,
      entries: 10,
      topUps: 5,
      buyersInPart: 0,
    });
    expect(points).toEqual({
      toppedUp: 20 * PRICE + 7,
      paid: 8 * PRICE,
      refunded: 3 * PRICE,
      balances: 15 * PRICE + 7,
      takingsByEntries: 3 * PRICE,
      takingsByPayments: 3 * PRICE,
      bookingFeesByEntries: 0,
      bookingFeesByPayments: 0,
      cancellationFeesByEntries: 0,
      cancellationFeesByPayments: 0,
    });
  });

  it("costs no write, and some read units for each buyer", async () => {
    const units = await unitsOf(() => audit(sale.concertId));

    expect(units).toMatchObject({ write: 0, indexWrite: 0 });
    // Two sections and six buyers, with all that they have.
    expect(units.read).toBeLessThan(60);
  });

  it("of which nobody has bought anything is clean", async () => {
    const { findings, checked } = await audit((await newSale()).concertId);

    expect(findings).toEqual([]);
    expect(checked).toMatchObject({ sections: 2, seats: 0, buyers: 0 });
  });
});

const seat = (seatId: string): Key => ({
  table: "seats",
  pk: `PERF#${sale.performance.performanceId}#${seatId.slice(0, 1)}`,
  sk: `SEAT#${seatId}`,
});
const seatName = (seatId: string): string => `${sale.performance.performanceId}/${seatId}`;
const reservation = ({ reservationId }: Reservation): Key => ({
  table: "reservations",
  pk: `RES#${reservationId}`,
  sk: "RESERVATION",
});
const payment = (of: Reservation): Key => ({ ...reservation(of), sk: "PAYMENT" });
const paymentName = ({ reservationId }: Reservation): string => reservationId.replace("res_", "pay_");
const availability = (sectionId: string): Key => ({
  table: "seats",
  pk: `PERF#${sale.performance.performanceId}`,
  sk: `AVAILABILITY#${sectionId}`,
});
const date = (): Key => ({
  table: "catalog",
  pk: `CONCERT#${sale.concertId}`,
  sk: `PERF#${sale.performance.performanceId}`,
});
const place = (userId: string): Key => ({ table: "queue", pk: `TOKEN#${sale.concertId}#${userId}`, sk: "TOKEN" });
const account = (userId: string): Key => ({ table: "balance", pk: `USER#${userId}`, sk: "BALANCE" });
const entry = (userId: string, seq: number): Key => ({
  table: "balance",
  pk: `USER#${userId}`,
  sk: `ENTRY#${String(seq).padStart(12, "0")}`,
});
const topUpKey = (userId: string, topUpId: string): Key => ({
  table: "balance",
  pk: `USER#${userId}`,
  sk: `TOP_UP#${topUpId}`,
});
const keyOf = ({ pk, sk }: Key) => ({ pk, sk });
const seatCount = () => `seats:${sale.performance.performanceId}`;

const set =
  (change: object) =>
  (item: object): Record<string, unknown> => ({ ...item, ...change });
const gone = (): undefined => undefined;
/** Another entry in the ledger, the chain of balances unbroken. */
const addEntry = (userId: string, values: object): readonly Damage[] => [
  [entry(userId, 5), set({ seq: 5, at: systemClock(), ...values })],
  [account(userId), set({ seq: 5, balance: (values as { balanceAfter: number }).balanceAfter })],
];

interface Planted {
  readonly damage: () => readonly Damage[];
  /** All findings, each with items that it has to name. */
  readonly found: () => Readonly<Partial<Record<FindingCode, readonly string[]>>>;
}

const S = () => sale;
const PLANTED: Readonly<Record<string, Planted>> = {
  "S1: a seat sold to nobody": {
    damage: () => [[seat("A-1-40"), set({ index: 39, reservationId: "res_none", userId: "nobody", state: "SOLD" })]],
    found: () => ({ SEAT_WITHOUT_RESERVATION: [seatName("A-1-40"), "res_none"], AVAILABILITY_DIFFERS: [] }),
  },
  "S1: a seat that does not exist": {
    damage: () => [
      [seat("A-9-1"), set({ index: 0, reservationId: S().bought.reservationId, userId: S().mina, state: "SOLD" })],
    ],
    found: () => ({ SEAT_UNKNOWN: [seatName("A-9-1")], AVAILABILITY_DIFFERS: [] }),
  },
  "S1: a seat with a reservation that does not list it": {
    damage: () => [
      [seat("A-1-41"), set({ index: 40, reservationId: S().bought.reservationId, userId: S().mina, state: "SOLD" })],
    ],
    found: () => ({
      SEAT_OF_ANOTHER: [seatName("A-1-41"), S().bought.reservationId],
      AVAILABILITY_DIFFERS: [],
    }),
  },
  "S1: a returned seat that is still sold": {
    damage: () => [
      [seat("A-1-2"), set({ index: 1, reservationId: S().bought.reservationId, userId: S().mina, state: "SOLD" })],
    ],
    found: () => ({ SEAT_OF_ANOTHER: [seatName("A-1-2")], AVAILABILITY_DIFFERS: [] }),
  },
  "S1: a seat that is another user's than its reservation": {
    damage: () => [[seat("A-1-1"), set({ userId: "nobody" })]],
    found: () => ({ SEAT_OF_ANOTHER: [seatName("A-1-1"), S().bought.reservationId] }),
  },
  "S1: a seat of a reservation that is over": {
    damage: () => [
      [
        seat("B-1-30"),
        set({ index: 29, reservationId: S().ended.reservationId, userId: S().ended.userId, state: "SOLD" }),
      ],
    ],
    found: () => ({ SEAT_STATE_DIFFERS: [seatName("B-1-30"), S().ended.reservationId], AVAILABILITY_DIFFERS: [] }),
  },
  "S1: a seat that is held longer than its reservation": {
    damage: () => [[seat("A-1-20"), (item) => ({ ...item, expiresAt: Number(item["expiresAt"]) + 60 })]],
    found: () => ({ SEAT_STATE_DIFFERS: [seatName("A-1-20"), S().held.reservationId] }),
  },
  "S1: a bought seat that is only held": {
    damage: () => [[seat("A-1-1"), set({ state: "HELD", expiresAt: systemClock() + 300 })]],
    found: () => ({ SEAT_STATE_DIFFERS: [seatName("A-1-1"), S().bought.reservationId], AVAILABILITY_DIFFERS: [] }),
  },
  "S1: a paid reservation without its seat": {
    damage: () => [[seat("A-1-1"), gone]],
    found: () => ({
      RESERVATION_WITHOUT_SEAT: [S().bought.reservationId, seatName("A-1-1")],
      AVAILABILITY_DIFFERS: [`${S().performance.performanceId}/A`],
    }),
  },
  "S1: a hold without its seat": {
    damage: () => [[seat("B-1-20"), gone]],
    found: () => ({ RESERVATION_WITHOUT_SEAT: [S().held.reservationId, seatName("B-1-20")], AVAILABILITY_DIFFERS: [] }),
  },
  "S1: two reservations with one seat": {
    damage: () => [
      [reservation(S().held), set({ seatIds: ["A-1-1", "B-1-20"], rateOf: ratesOf(["A-1-1", "B-1-20"]) })],
      [seat("A-1-20"), gone],
    ],
    found: () => ({
      RESERVATION_WITHOUT_SEAT: [S().held.reservationId, S().bought.reservationId, seatName("A-1-1")],
      AVAILABILITY_DIFFERS: [],
    }),
  },
  "S1: a reservation too damaged to be checked": {
    damage: () => [[reservation(S().held), set({ seatIds: undefined })]],
    found: () => ({
      SECTION_UNREADABLE: [`${S().performance.performanceId}/A`],
      BUYER_UNREADABLE: [S().held.userId],
    }),
  },
  "S5: a count that is too low": {
    damage: () => [[place(S().mina), set({ [seatCount()]: 2 })]],
    found: () => ({
      SEAT_COUNT_DIFFERS: [`${S().concertId}/${S().mina}`, S().bought.reservationId, S().second.reservationId],
    }),
  },
  "S5: a count that is too high": {
    damage: () => [[place(S().held.userId), set({ [seatCount()]: 3 })]],
    found: () => ({ SEAT_COUNT_DIFFERS: [`${S().concertId}/${S().held.userId}`] }),
  },
  "S5: a place that is gone, and the count with it": {
    damage: () => [[place(S().mina), gone]],
    found: () => ({ SEAT_COUNT_DIFFERS: [`${S().concertId}/${S().mina}`] }),
  },
  "S5: more seats than the limit, well counted": {
    damage: () => [
      ...["A-1-44", "A-1-45", "A-1-46"].map(
        (seatId): Damage => [
          seat(seatId),
          set({
            index: Number(seatId.slice("A-1-".length)) - 1,
            reservationId: S().held.reservationId,
            userId: S().held.userId,
            state: "HELD",
            expiresAt: S().held.expiresAt,
          }),
        ],
      ),
      [reservation(S().held), set({ seatIds: FIVE_SEATS, rateOf: ratesOf(FIVE_SEATS), amount: 5 * PRICE })],
      [place(S().held.userId), set({ [seatCount()]: 5 })],
    ],
    found: () => ({
      LIMIT_EXCEEDED: [`${S().concertId}/${S().held.userId}`, S().held.reservationId],
      AVAILABILITY_DIFFERS: [],
    }),
  },
  "S6: a seat with the index of another": {
    damage: () => [[seat("A-1-1"), set({ index: 7 })]],
    found: () => ({ SEAT_INDEX_DIFFERS: [seatName("A-1-1")], AVAILABILITY_DIFFERS: [] }),
  },
  "S6: an availability that is wrong": {
    damage: () => [[availability("B"), (item) => ({ ...item, occupied: Number(item["occupied"]) - 1 })]],
    found: () => ({ AVAILABILITY_DIFFERS: [`${S().performance.performanceId}/B`] }),
  },
  "S6: an availability that was never counted": {
    damage: () => [[availability("A"), gone]],
    found: () => ({ AVAILABILITY_DIFFERS: [`${S().performance.performanceId}/A`] }),
  },
  "M1: an entry that is missing": {
    damage: () => [[entry(S().mina, 2), gone]],
    found: () => ({
      ENTRY_MISSING: [S().mina, `${S().mina}/2`],
      TOP_UP_ENTRY_MISSING: [`${S().mina}/${S().topUps.minaSecond}`],
      POINTS_FROM_NOWHERE: [],
    }),
  },
  "M1: the last entry missing": {
    damage: () => [[entry(S().jun, 4), gone]],
    found: () => ({
      ENTRY_MISSING: [`${S().jun}/4`],
      REFUND_MISSING: [S().cancelled.reservationId],
      POINTS_FROM_NOWHERE: [],
      TAKINGS_DIFFER: [],
    }),
  },
  "M1: an entry with another amount": {
    damage: () => [[entry(S().mina, 1), set({ amount: 20 * PRICE })]],
    found: () => ({
      ENTRY_DIFFERS: [`${S().mina}/1`],
      TOP_UP_ENTRY_DIFFERS: [`${S().mina}/1`, `${S().mina}/${S().topUps.mina}`],
      POINTS_FROM_NOWHERE: [S().mina],
    }),
  },
  "M1: an entry with another balance": {
    damage: () => [[entry(S().mina, 2), set({ balanceAfter: 1 })]],
    found: () => ({
      ENTRY_DIFFERS: [`${S().mina}/2`, `${S().mina}/3`],
      TOP_UP_ENTRY_DIFFERS: [`${S().mina}/2`],
    }),
  },
  "M1: a balance that is wrong": {
    damage: () => [[account(S().jun), set({ balance: 11 * PRICE })]],
    found: () => ({ BALANCE_DIFFERS: [S().jun], POINTS_FROM_NOWHERE: [S().jun] }),
  },
  "M1: an account that is gone": {
    damage: () => [[account(S().jun), gone]],
    found: () => ({ BALANCE_DIFFERS: [S().jun] }),
  },
  "M3: a paid reservation without payment": {
    damage: () => [[payment(S().second), gone]],
    found: () => ({ PAYMENT_MISSING: [S().second.reservationId, paymentName(S().second)], TAKINGS_DIFFER: [] }),
  },
  "M3: a payment without debit": {
    // Mina's ledger: two top-ups, payment, refund, this payment, and one elsewhere.
    damage: () => [[entry(S().mina, 5), set({ reference: "pay_none" })]],
    found: () => ({
      DEBIT_MISSING: [S().second.reservationId, paymentName(S().second)],
      DEBIT_UNEXPECTED: [`${S().mina}/5`, "pay_none"],
      TAKINGS_DIFFER: [],
    }),
  },
  "M3: a debit without payment": {
    damage: () => [
      [reservation(S().second), set({ status: "HELD", expiresAt: systemClock() + 300 })],
      [payment(S().second), gone],
      [seat("B-1-5"), set({ state: "HELD", expiresAt: systemClock() + 300 })],
    ],
    found: () => ({
      DEBIT_UNEXPECTED: [S().second.reservationId, `${S().mina}/5`],
      TAKINGS_DIFFER: [],
      AVAILABILITY_DIFFERS: [],
    }),
  },
  "M3: a second debit": {
    damage: () =>
      addEntry(S().jun, {
        kind: "PAYMENT",
        amount: -PRICE,
        balanceAfter: 9 * PRICE,
        reference: paymentName(S().cancelled),
      }),
    found: () => ({
      DEBIT_REPEATED: [S().cancelled.reservationId, `${S().jun}/2`, `${S().jun}/5`],
      TAKINGS_DIFFER: [S().jun],
    }),
  },
  "M3: a payment of another amount than its debit": {
    damage: () => [[payment(S().second), set({ amount: 2 * PRICE })]],
    found: () => ({
      DEBIT_DIFFERS: [S().second.reservationId, `${S().mina}/5`],
      AMOUNT_DIFFERS: [paymentName(S().second)],
      TAKINGS_DIFFER: [],
    }),
  },
  "M3: a payment of a hold that was not paid": {
    damage: () => [[reservation(S().second), set({ status: "RELEASED" })]],
    found: () => ({
      PAYMENT_UNEXPECTED: [S().second.reservationId],
      SEAT_STATE_DIFFERS: [seatName("B-1-5")],
      SEAT_COUNT_DIFFERS: [],
    }),
  },
  "M3: a reservation that names another payment": {
    damage: () => [[reservation(S().second), set({ paymentId: "pay_none" })]],
    found: () => ({ PAYMENT_DIFFERS: [S().second.reservationId] }),
  },
  "M3: a receipt that is missing": {
    damage: () => [[payment(S().second), set({ signature: undefined })]],
    found: () => ({ RECEIPT_MISSING: [S().second.reservationId, paymentName(S().second)] }),
  },
  "M3: a receipt with another number": {
    damage: () => [[payment(S().second), set({ receiptNumber: "20261201-0000000000" })]],
    found: () => ({ RECEIPT_MISSING: [paymentName(S().second)] }),
  },
  "M3: a reservation with another amount": {
    damage: () => [[reservation(S().held), set({ amount: 1 })]],
    found: () => ({ AMOUNT_DIFFERS: [S().held.reservationId] }),
  },
  "M3: a refund of too much": {
    damage: () => [
      [
        payment(S().bought),
        (item) => ({ ...item, refunds: (item["refunds"] as object[]).map((each) => ({ ...each, amount: 2 * PRICE })) }),
      ],
    ],
    found: () => ({
      AMOUNT_DIFFERS: [S().bought.reservationId],
      REFUND_DIFFERS: [`${S().mina}/4`],
      TAKINGS_DIFFER: [],
    }),
  },
  "M3: a refund that kept a fee which the ledger does not know": {
    damage: () => [
      [
        payment(S().bought),
        (item) => ({
          ...item,
          refunds: (item["refunds"] as object[]).map((each) => ({
            ...each,
            amount: PRICE - 100,
            cancellationFees: 100,
          })),
        }),
      ],
    ],
    found: () => ({ REFUND_DIFFERS: [`${S().mina}/4`], TAKINGS_DIFFER: [S().mina] }),
  },
  "M3: a refund that the payment does not know": {
    damage: () => [[payment(S().bought), set({ refunds: [] })]],
    found: () => ({
      REFUND_DIFFERS: [S().bought.reservationId],
      POINTS_FROM_NOWHERE: [`${S().mina}/4`],
    }),
  },
  "M3: a refund that was made twice": {
    damage: () => [
      [
        payment(S().bought),
        (item) => ({ ...item, refunds: [item["refunds"] as object[], item["refunds"] as object[]].flat() }),
      ],
    ],
    found: () => ({ REFUND_DIFFERS: [S().bought.reservationId], TAKINGS_DIFFER: [] }),
  },
  "M3: a top-up without its entry": {
    damage: () => {
      const expected = { seq: 9, amount: PRICE, balanceAfter: 20 * PRICE, at: systemClock() };
      return [
        [
          topUpKey(S().jun, "top_lost"),
          set({ topUpId: "top_lost", amount: PRICE, status: "SETTLED", attemptedAt: systemClock(), entry: expected }),
        ],
      ];
    },
    found: () => ({ TOP_UP_ENTRY_MISSING: [`${S().jun}/top_lost`] }),
  },
  "M3: a top-up that was credited twice": {
    damage: () =>
      addEntry(S().jun, { kind: "TOP_UP", amount: 10 * PRICE, balanceAfter: 20 * PRICE, reference: S().topUps.jun }),
    found: () => ({
      TOP_UP_ENTRY_REPEATED: [`${S().jun}/${S().topUps.jun}`, `${S().jun}/1`, `${S().jun}/5`],
    }),
  },
  "M3: a top-up of another amount than its entry": {
    damage: () => [[topUpKey(S().jun, S().topUps.jun), set({ amount: 9 * PRICE })]],
    found: () => ({ TOP_UP_ENTRY_DIFFERS: [`${S().jun}/${S().topUps.jun}`, `${S().jun}/1`] }),
  },
  "M3: a top-up whose money was taken and never credited": {
    damage: () => [
      [topUpKey(S().jun, S().topUps.open), set({ status: "APPROVED", attemptedAt: systemClock() - 3700 })],
    ],
    found: () => ({ TOP_UP_UNSETTLED: [`${S().jun}/${S().topUps.open}`] }),
  },
  "M3: a top-up that nobody checks any more": {
    damage: () => [[topUpKey(S().jun, S().topUps.open), set({ attemptedAt: systemClock() - 3700 })]],
    found: () => ({ TOP_UP_UNSETTLED: [`${S().jun}/${S().topUps.open}`] }),
  },
  "M4: points from no top-up, the ledger well kept": {
    damage: () => addEntry(S().jun, { kind: "TOP_UP", amount: PRICE, balanceAfter: 11 * PRICE, reference: "top_none" }),
    found: () => ({ TOP_UP_ENTRY_UNEXPLAINED: [`${S().jun}/5`, `${S().jun}/top_none`] }),
  },
  "M4: points from a top-up that is gone": {
    damage: () => [[topUpKey(S().jun, S().topUps.jun), gone]],
    found: () => ({ TOP_UP_ENTRY_UNEXPLAINED: [`${S().jun}/1`, `${S().jun}/${S().topUps.jun}`] }),
  },
  "M4: points from a top-up that was declined": {
    damage: () => [[topUpKey(S().jun, S().topUps.jun), set({ status: "DECLINED", entry: undefined })]],
    found: () => ({ TOP_UP_ENTRY_UNEXPLAINED: [`${S().jun}/1`, `${S().jun}/${S().topUps.jun}`] }),
  },
  "M4: points from somebody else's top-up": {
    damage: () => [[entry(S().jun, 1), set({ reference: S().topUps.mina })]],
    found: () => ({
      TOP_UP_ENTRY_UNEXPLAINED: [`${S().jun}/1`, `${S().jun}/${S().topUps.mina}`],
      TOP_UP_ENTRY_MISSING: [`${S().jun}/${S().topUps.jun}`],
    }),
  },
  "M4: points from nowhere, the ledger well kept": {
    damage: () => addEntry(S().jun, { kind: "REFUND", amount: PRICE, balanceAfter: 11 * PRICE, reference: "ref_none" }),
    found: () => ({ POINTS_FROM_NOWHERE: [`${S().jun}/5`] }),
  },
  "M4: a payment that went to the wrong account of the concert": {
    damage: () => [[entry(S().mina, 5), set({ bookingFees: 100 })]],
    found: () => ({
      DEBIT_DIFFERS: [S().second.reservationId, `${S().mina}/5`],
      TAKINGS_DIFFER: [S().mina, paymentName(S().second)],
    }),
  },
  "M4: a refund that kept a fee which the payment does not know": {
    damage: () => [[entry(S().mina, 4), set({ cancellationFees: 100 })]],
    found: () => ({ REFUND_DIFFERS: [S().bought.reservationId, `${S().mina}/4`], TAKINGS_DIFFER: [S().mina] }),
  },
  "M4: an entry of an unknown kind": {
    damage: () => addEntry(S().jun, { kind: "BONUS", amount: PRICE, balanceAfter: 11 * PRICE, reference: "x" }),
    found: () => ({ POINTS_FROM_NOWHERE: [`${S().jun}/5`, S().jun] }),
  },
  "M4: a payment that gives": {
    damage: () => [
      [entry(S().jun, 1), set({ kind: "PAYMENT", counterAccount: "TAKINGS", reference: paymentName(S().cancelled) })],
    ],
    found: () => ({
      POINTS_FROM_NOWHERE: [`${S().jun}/1`],
      TOP_UP_ENTRY_MISSING: [`${S().jun}/${S().topUps.jun}`],
      DEBIT_REPEATED: [S().cancelled.reservationId],
      TAKINGS_DIFFER: [],
    }),
  },
  "M6: a performance that was called off and not carried out": {
    damage: () => [[date(), set({ calledOffAt: systemClock() - 3600 })]],
    found: () => ({ CALLED_OFF_NOT_ENDED: [S().bought.reservationId, S().held.reservationId] }),
  },
};

describe("planted damage", () => {
  const holder = (): string => S().held.userId;
  const inA = (): string => `${S().performance.performanceId}/A`;

  it.each(Object.entries(PLANTED))("%s is found, with its items", async (_, { damage, found }) => {
    const { findings } = await withDamage(damage(), () => audit(sale.concertId));

    const expected = found();
    expect([...new Set(findings.map(({ code }) => code))].toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [code, ids] of Object.entries(expected)) {
      const named = findings.filter((each) => each.code === code).flatMap(({ items }) => items.map(({ id }) => id));
      expect(named).toEqual(expect.arrayContaining([...ids]));
    }
    expect((await audit(sale.concertId)).findings).toEqual([]);
  });

  it.each<[string, string, () => Damage, FindingCode, () => string]>([
    ["a reservation", "seatIds", () => [reservation(S().held), set({ seatIds: "A" })], "BUYER_UNREADABLE", holder],
    ["a reservation", "seatIds", () => [reservation(S().held), set({ seatIds: undefined })], "SECTION_UNREADABLE", inA],
    [
      "a reservation",
      "createdAt",
      () => [reservation(S().held), set({ createdAt: undefined })],
      "BUYER_UNREADABLE",
      () => S().held.reservationId,
    ],
    [
      "a payment",
      "paidAt, refunds.0.balanceAfter",
      () => [payment(S().second), set({ paidAt: "2026-12-01", refunds: [{ amount: 1 }] })],
      "BUYER_UNREADABLE",
      () => S().mina,
    ],
    ["an account", "balance", () => [account(S().jun), set({ balance: "1" })], "BUYER_UNREADABLE", () => S().jun],
    ["an entry", "amount", () => [entry(S().jun, 1), set({ amount: undefined })], "BUYER_UNREADABLE", () => S().jun],
    [
      "a top-up",
      "entry.seq",
      () => [topUpKey(S().jun, S().topUps.jun), set({ entry: { seq: 1.5 } })],
      "BUYER_UNREADABLE",
      () => S().jun,
    ],
    ["a place", "seats:", () => [place(S().mina), set({ [seatCount()]: "4" })], "BUYER_UNREADABLE", () => S().mina],
    ["a seat", "state", () => [seat("A-1-1"), set({ state: "LOST" })], "SECTION_UNREADABLE", inA],
    ["an availability", "countedAt", () => [availability("A"), set({ countedAt: "x" })], "SECTION_UNREADABLE", inA],
  ])("to the form of %s is reported, with the item and the field %s", async (_, field, damage, code, id) => {
    const planted = damage();

    const { findings } = await withDamage([planted], () => audit(sale.concertId));

    const [{ pk, sk }] = planted;
    const found = findings.find((each) => each.code === code && each.items.some((item) => item.id === id()));
    expect(found?.message).toContain(`${id()} can't be checked.`);
    expect(found?.message).toContain(` ${pk} ${sk} has no valid ${field}`);
  });

  it("covers every invariant that the audit checks", () => {
    const invariants = new Set(Object.keys(PLANTED).map((name) => name.slice(0, 2)));
    expect([...invariants]).toEqual(["S1", "S5", "S6", "M1", "M3", "M4", "M6"]);
  });

  it("in another concert is not reported", async () => {
    const damage: Damage[] = [[seat("A-1-1"), gone]];

    const { findings } = await withDamage(damage, () => audit(sale.other.concertId));

    expect(findings).toEqual([]);
  });
});

describe("page by page", () => {
  const CROWD = 230;
  const PAYMENT = { paymentId: "pay_x", receiptNumber: "x", amount: 1, balanceAfter: 1, entrySeq: 1, paidAt: 1 };
  /** Expired holds, one a user and so one a buyer, half of them with a payment that sorts before the reservation. */
  const crowd = async (concertId: string, performance: Performance): Promise<void> => {
    const users = people(CROWD, "crowd").entries();
    const writer = async (): Promise<void> => {
      for (const [index, userId] of users) {
        const reservationId = `res_${userId}`;
        const key = { pk: `RES#${reservationId}`, sk: "RESERVATION" };
        const of = { reservationId, userId, concertId, performanceId: performance.performanceId };
        await putItem("reservations", { ...fromReservation(sale.ended), ...of, ...key, status: "EXPIRED" });
        if (index % 2 === 0) await putItem("reservations", { ...key, sk: "PAYMENT", ...PAYMENT });
      }
    };
    await Promise.all(Array.from({ length: 10 }, writer));
  };

  it("each buyer is checked once, and a page reads no more than its part", async () => {
    const { concertId, performance } = await newSale();
    await crowd(concertId, performance);

    const pages: AuditPage[] = [];
    const calls: number[] = [];
    do {
      const cursor = pages.at(-1)?.nextCursor ?? undefined;
      const units = await unitsOf(async () => {
        pages.push(await auditConcert({ concertId, cursor, waitsMs: [] }));
      });
      calls.push([...units.calls.values()].reduce((sum, each) => sum + each, 0));
    } while (pages.at(-1)?.nextCursor !== null);
    const seen = pages
      .flatMap(({ findings }) => findings)
      .flatMap(({ code, items }) => (code === "PAYMENT_UNEXPECTED" ? (items[0]?.id ?? []) : []));

    expect(seen).toHaveLength(CROWD / 2);
    expect(new Set(seen).size).toBe(CROWD / 2);
    expect((await audit(concertId, [])).checked).toMatchObject({ buyers: CROWD, reservations: CROWD });
    expect(calls.length).toBeGreaterThan(2);
    for (const made of calls) expect(made).toBeLessThan(900);
  });

  it("a buyer with very much history is checked in part, and is in no sum", async () => {
    const { concertId, performance } = await newSale();
    const [userId = ""] = people(1);
    const passes = await admit(concertId, [userId]);
    await topUpSome(userId);
    await payFor(await hold(performance, passes.get(userId), ["A-1-1"]));
    await recount(performance);
    const at = systemClock();
    const numbers = Array.from({ length: 2098 }, (_, index) => index + 3).values();
    const writer = async (): Promise<void> => {
      for (const seq of numbers) {
        const topUpId = `top_${seq}`;
        const expected = { seq, kind: "TOP_UP", amount: 1, balanceAfter: 9 * PRICE + seq - 2, reference: topUpId, at };
        await putItem("balance", { ...keyOf(entry(userId, seq)), ...expected });
        const settled = { topUpId, amount: 1, status: "SETTLED", attemptedAt: at, entry: expected };
        await putItem("balance", { ...keyOf(topUpKey(userId, topUpId)), ...settled });
      }
    };
    await Promise.all(Array.from({ length: 10 }, writer));
    await putItem("balance", { ...keyOf(account(userId)), seq: 2100, balance: 9 * PRICE + 2098, updatedAt: 1 });

    const clean = await audit(concertId);
    const damaged = await withDamage([[entry(userId, 200), gone]], () => audit(concertId));

    expect(clean.findings).toEqual([]);
    expect(clean.checked).toMatchObject({ buyers: 1, buyersInPart: 1, entries: 2000, topUps: 2000 });
    expect(clean.points.toppedUp).toBe(0);
    expect(damaged.findings.map(({ code }) => code)).toEqual(["ENTRY_MISSING", "TOP_UP_ENTRY_MISSING"]);
  });

  it("refuses a cursor of another form, and an unknown concert", async () => {
    const cursor = Buffer.from(JSON.stringify({ step: "ALL" })).toString("base64url");

    await expect(auditConcert({ concertId: sale.concertId, cursor })).rejects.toMatchObject({
      code: "VALIDATION_FAILED",
    });
    await expect(auditConcert({ concertId: "con_none" })).rejects.toMatchObject({ code: "CONCERT_NOT_FOUND" });
  });
});

describe("while the sale goes on", () => {
  it("does not report what is over when it is read again, or comes and goes with other values", async () => {
    const stats = availability("A");
    const damage: Damage[] = [[stats, set({ occupied: 40 })]];
    const auditing = withDamage(damage, async () => {
      const page = auditConcert({ concertId: sale.concertId, waitsMs: [600] });
      await delay(300);
      return withDamage([[stats, set({ occupied: 41 })]], () => page);
    });

    expect((await auditing).findings).toEqual([]);
    expect((await withDamage(damage, () => audit(sale.concertId, [600]))).findings).toHaveLength(1);
  });

  it("an audit while buyers buy finds nothing", async () => {
    const { concertId, performance } = await newSale();
    const buyers = people(20);
    const passes = await admit(concertId, buyers);
    const sold = new AbortController();
    const counting = (async () => {
      while (!sold.signal.aborted) {
        await recount(performance);
        await delay(200);
      }
      // The last changes too, while the last audit may still be reading.
      await recount(performance);
    })();
    const buy = async (userId: string, index: number): Promise<void> => {
      for (let round = 0; round < 4; round += 1) {
        await delay(Math.random() * 600);
        await topUpSome(userId);
        const seatIds = [`A-1-${index + 1}`, `B-1-${((index + round) % 50) + 1}`];
        const held = await hold(performance, passes.get(userId), seatIds, 60).catch(() => undefined);
        if (held === undefined) continue;
        await delay(Math.random() * 300);
        await payFor(held);
        await giveBack(held, seatIds.slice(0, 1));
        await giveBack(held);
        return;
      }
    };

    const audits: Awaited<ReturnType<typeof audit>>[] = [];
    const buying = Promise.all(buyers.map(buy)).finally(() => sold.abort());
    while (!sold.signal.aborted) audits.push(await audit(concertId, WAITS_MS));
    await Promise.all([buying, counting]);
    const last = await audit(concertId);

    expect(audits.flatMap(({ findings }) => findings)).toEqual([]);
    for (const { points } of [...audits, last]) {
      expect(points.toppedUp - points.paid + points.refunded).toBe(points.balances);
      expect(points.takingsByEntries).toBe(points.takingsByPayments);
    }
    expect(last.checked.buyers).toBe(buyers.length);
  });
});
