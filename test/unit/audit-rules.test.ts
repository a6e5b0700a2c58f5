import { readFile } from "node:fs/promises";
import { describe, expect, it } from "@jest/globals";
import { FINDING_CODES } from "#contract/audit.ts";
import { NO_RESULT, readable, settle } from "#functions/audit/audit-task.ts";
import type { Booking } from "#functions/audit/rules/booking.ts";
import { accountItem, type Finding, stillThere } from "#functions/audit/rules/finding.ts";
import { type Ledger, ledgerFindings } from "#functions/audit/rules/m1-ledger.ts";
import { paymentFindings, unexplainedDebits } from "#functions/audit/rules/m3-payments.ts";
import { topUpFindings } from "#functions/audit/rules/m3-top-ups.ts";
import { pointsFindings, pointsOf } from "#functions/audit/rules/m4-points.ts";
import { callOffFindings } from "#functions/audit/rules/m6-call-offs.ts";
import { seatsNotOwned, seatsWithoutOwner } from "#functions/audit/rules/s1-seat-owners.ts";
import { seatLimitFindings } from "#functions/audit/rules/s5-seat-limit.ts";
import { availabilityFindings, seatIndexFindings } from "#functions/audit/rules/s6-availability.ts";
import { type Entry, takingsOf } from "#functions/balance/rules/ledger.ts";
import type { TopUp, TopUpStatus } from "#functions/balance/rules/top-up.ts";
import type { PerformanceDate } from "#functions/catalog/rules/performance.ts";
import type { Payment } from "#functions/payments/rules/payment.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { countOf, type Occupancy, type TakenSeat } from "#functions/seats/rules/seat-occupancy.ts";
import { packedStates } from "#functions/seats/rules/section-state.ts";
import { StoredItemError } from "#functions/shared/stored.ts";
import { paymentOf, reservationOf } from "#test/support/receipts.ts";
import { layoutOf } from "#test/support/sections.ts";

const paid = reservationOf();
const { reservationId, userId, concertId, performanceId } = paid;
const payment: Payment = { ...(await paymentOf(paid)), balanceAfter: 90_000 };
const NOW = payment.paidAt + 1000;
const held: Reservation = { ...paid, status: "HELD", paymentId: undefined, expiresAt: NOW + 10 };

const codesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ code }) => code);
const idsOf = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(({ items }) => items.map(({ id }) => id));

const section = layoutOf({ sectionId: "A", category: "R", rows: [{ row: "3", from: 1, to: 20 }] });
const seatOf = (seatId: string, change: Partial<TakenSeat> = {}): TakenSeat => ({
  seatId,
  index: Number(seatId.split("-")[2]) - 1,
  reservationId,
  userId,
  state: "SOLD",
  expiresAt: undefined,
  ...change,
});

describe("M6: a performance that was called off", () => {
  const date = (calledOffAt?: number) => [{ performanceId, calledOffAt } as unknown as PerformanceDate];
  const find = (booking: Booking, calledOffAt: number | undefined = NOW - 3600) =>
    callOffFindings(booking, date(calledOffAt), NOW);
  const ended: Reservation = { ...paid, status: "CANCELLED", organiserAct: "CALLED_OFF" };
  const refundOf = (amount: number): Payment => ({
    ...payment,
    refunds: [{ ...({} as Payment["refunds"][number]), seatIds: paid.seatIds, amount }],
  });

  it("leaves nobody with seats, held or paid, a quarter of an hour later", () => {
    for (const reservation of [paid, held]) {
      expect(codesOf(find({ reservation, payment }))).toEqual(["CALLED_OFF_NOT_ENDED"]);
      expect(find({ reservation, payment }, NOW - 899)).toEqual([]);
      expect(callOffFindings({ reservation, payment }, date(), NOW)).toEqual([]);
    }
  });

  it("refunds all that was paid", () => {
    expect(find({ reservation: ended, payment: refundOf(payment.amount) })).toEqual([]);
    const short = find({ reservation: ended, payment: refundOf(payment.amount - 1) });
    expect([codesOf(short), idsOf(short)]).toEqual([["CALLED_OFF_NOT_REFUNDED"], [reservationId, payment.paymentId]]);
  });
});

describe("S1: from the seats' side", () => {
  const find = (seat: Occupancy, reservation: Reservation = paid) =>
    seatsWithoutOwner({
      performanceId,
      section,
      seats: [seat],
      reservations: new Map([[reservation.reservationId, reservation]]),
      now: NOW,
    });
  const heldSeat = seatOf("A-3-11", { state: "HELD", expiresAt: held.expiresAt });

  it.each<[string, Occupancy, Reservation]>([
    ["a sold seat of a paid reservation", seatOf("A-3-11"), paid],
    ["a held seat of a hold", heldSeat, held],
    ["what an expired hold left behind", { ...heldSeat, expiresAt: NOW }, { ...held, status: "EXPIRED" }],
  ])("is content with %s", (_, seat, reservation) => {
    expect(find(seat, reservation)).toEqual([]);
  });

  it("is content with a blocked seat, which is nobody's, but not with one that the section does not have", () => {
    expect(find({ seatId: "A-3-11", index: 10, state: "BLOCKED" })).toEqual([]);
    expect(codesOf(find({ seatId: "A-3-21", index: 20, state: "BLOCKED" }))).toEqual(["SEAT_UNKNOWN"]);
  });

  it.each<[string, TakenSeat, Reservation]>([
    ["SEAT_UNKNOWN", seatOf("A-3-21"), paid],
    ["SEAT_WITHOUT_RESERVATION", seatOf("A-3-11", { reservationId: "res_none" }), paid],
    ["SEAT_OF_ANOTHER", seatOf("A-3-1"), paid],
    ["SEAT_OF_ANOTHER", seatOf("A-3-11"), { ...paid, performanceId: "per_other" }],
    ["SEAT_OF_ANOTHER", seatOf("A-3-11", { userId: "jun" }), paid],
    ["SEAT_STATE_DIFFERS", seatOf("A-3-11"), held],
    ["SEAT_STATE_DIFFERS", seatOf("A-3-11"), { ...paid, status: "CANCELLED" }],
    ["SEAT_STATE_DIFFERS", heldSeat, paid],
    ["SEAT_STATE_DIFFERS", heldSeat, { ...held, status: "RELEASED" }],
    ["SEAT_STATE_DIFFERS", { ...heldSeat, expiresAt: held.expiresAt - 1 }, held],
    ["SEAT_STATE_DIFFERS", heldSeat, { ...held, expiresAt: NOW }],
  ])("finds %s", (code, seat, reservation) => {
    const findings = find(seat, reservation);

    expect(codesOf(findings)).toEqual([code]);
    expect(idsOf(findings)).toEqual([`${performanceId}/${seat.seatId}`, seat.reservationId]);
  });
});

describe("S1: from the reservation's side", () => {
  const own = ["A-3-11", "A-3-12", "B-1-7"].map((seatId) => seatOf(seatId));
  const find = (seats: readonly Occupancy[], reservation = paid) =>
    seatsNotOwned({ reservation, seats: new Map(seats.map((seat) => [seat.seatId, seat])), now: NOW });

  it("is content if a live reservation owns its seats, and if one that is over owns none", () => {
    expect(find(own)).toEqual([]);
    expect(find([], { ...held, expiresAt: NOW })).toEqual([]);
    expect(find([], { ...paid, status: "CANCELLED" })).toEqual([]);
  });

  it.each<[string, readonly Occupancy[], readonly string[]]>([
    ["is free", own.slice(1), []],
    ["is another reservation's", [...own.slice(1), seatOf("A-3-11", { reservationId: "res_other" })], ["res_other"]],
    ["has expired", [...own.slice(1), seatOf("A-3-11", { state: "HELD", expiresAt: NOW })], []],
    ["is blocked", [...own.slice(1), { seatId: "A-3-11", index: 10, state: "BLOCKED" }], []],
  ])("finds a seat that %s", (_, seats, others) => {
    const findings = find(seats);

    expect(codesOf(findings)).toEqual(["RESERVATION_WITHOUT_SEAT"]);
    expect(idsOf(findings)).toEqual([reservationId, `${performanceId}/A-3-11`, ...others]);
  });
});

describe("S5: the seat limit", () => {
  const facts = { userId, concertId, performanceId, seatLimit: 6, now: NOW };
  const expired = { ...held, reservationId: "res_expired", expiresAt: NOW };

  it("counts holds that have expired until somebody ends them, but not against the limit", () => {
    expect(seatLimitFindings({ ...facts, reservations: [paid, held, expired], count: 9 })).toEqual([]);
    expect(
      seatLimitFindings({ ...facts, reservations: [paid, held, { ...expired, status: "EXPIRED" }], count: 6 }),
    ).toEqual([]);
  });

  it("finds more than the limit, and names the user and the reservations", () => {
    const findings = seatLimitFindings({ ...facts, seatLimit: 5, reservations: [paid, held, expired], count: 9 });

    expect(codesOf(findings)).toEqual(["LIMIT_EXCEEDED"]);
    expect(idsOf(findings)).toEqual([`${concertId}/${userId}`, reservationId, reservationId]);
  });

  it.each([0, 2, 4])("finds a count of %i where the reservations have 3", (count) => {
    expect(codesOf(seatLimitFindings({ ...facts, reservations: [paid], count }))).toEqual(["SEAT_COUNT_DIFFERS"]);
  });

  it("finds nothing in a place that has been cleaned up", () => {
    expect(seatLimitFindings({ ...facts, reservations: [paid], count: undefined })).toEqual([]);
  });
});

describe("S6: availability", () => {
  const seats = [seatOf("A-3-1"), seatOf("A-3-2", { state: "HELD", expiresAt: NOW, userId: "jun" })];
  const countedAt = (time: number) => ({ ...countOf(seats, time), version: 3, countedAt: time });
  const find = (availability: ReturnType<typeof countedAt> | undefined, now: number) =>
    codesOf(availabilityFindings({ performanceId, sectionId: "A", seats, availability, now }));

  it("is content with a recount, and for a minute with one whose holds have expired since", () => {
    expect(find(countedAt(NOW - 5), NOW - 1)).toEqual([]);
    expect(find(countedAt(NOW), NOW)).toEqual([]);
    expect(find(countedAt(NOW - 5), NOW)).toEqual([]);
    expect(find(countedAt(NOW - 5), NOW + 59)).toEqual([]);
  });

  it("finds expired holds that nobody has counted out, and any other count", () => {
    expect(find(countedAt(NOW - 5), NOW + 60)).toEqual(["AVAILABILITY_DIFFERS"]);
    for (const name of ["occupied", "held", "buyers", "holders"] as const) {
      expect(find({ ...countedAt(NOW - 5), [name]: 3 }, NOW - 1)).toEqual(["AVAILABILITY_DIFFERS"]);
    }
    expect(find(undefined, NOW)).toEqual(["AVAILABILITY_DIFFERS"]);
  });

  it("compares the state of each seat, not only how many there are", () => {
    const states = packedStates([
      { index: 0, state: "HELD" },
      { index: 1, state: "SOLD" },
    ]);
    const availability = { ...countedAt(NOW - 5), states };

    const [found] = availabilityFindings({ performanceId, sectionId: "A", seats, availability, now: NOW - 1 });

    expect(found).toMatchObject({ code: "AVAILABILITY_DIFFERS" });
    expect(found?.message).toContain("the seat with index 0 is stored as HELD and is SOLD.");
  });

  it("finds a seat that is stored with the index of another", () => {
    const wrong = seatOf("A-3-3", { index: 3 });

    expect(seatIndexFindings(performanceId, section, seats)).toEqual([]);
    expect(seatIndexFindings(performanceId, section, [...seats, wrong])).toMatchObject([
      { code: "SEAT_INDEX_DIFFERS", items: [{ type: "seat", id: `${performanceId}/A-3-3` }] },
    ]);
  });

  it("needs no availability where no seat was ever taken", () => {
    const findings = availabilityFindings({
      performanceId,
      sectionId: "A",
      seats: [],
      availability: undefined,
      now: NOW,
    });

    expect(findings).toEqual([]);
  });
});

const entries: readonly Entry[] = [
  {
    seq: 1,
    kind: "TOP_UP",
    counterAccount: "FUNDING",
    amount: 500_000,
    balanceAfter: 500_000,
    reference: "top_1",
    at: 1,
  },
  {
    seq: 2,
    kind: "PAYMENT",
    counterAccount: takingsOf(concertId),
    amount: -410_000,
    balanceAfter: 90_000,
    reference: payment.paymentId,
    at: payment.paidAt,
  },
];
const ledgerOf = (change: Partial<Ledger> = {}): Ledger => ({
  userId,
  account: { balance: 90_000, seq: 2, updatedAt: 1 },
  entries,
  isWhole: true,
  ...change,
});
const changed = (seq: number, change: object): readonly Entry[] =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));

describe("M1: the ledger", () => {
  it("is content with an account that its entries explain, with none, and with the newest part of one", () => {
    expect(ledgerFindings(ledgerOf())).toEqual([]);
    expect(ledgerFindings(ledgerOf({ account: { balance: 0, seq: 0, updatedAt: undefined }, entries: [] }))).toEqual(
      [],
    );
    expect(ledgerFindings(ledgerOf({ entries: entries.slice(1), isWhole: false }))).toEqual([]);
  });

  it.each<[string, readonly string[], Partial<Ledger>]>([
    ["ENTRY_MISSING", [userId, `${userId}/1`], { entries: entries.slice(1) }],
    ["ENTRY_MISSING", [userId, `${userId}/2`], { entries: entries.slice(0, 1) }],
    ["ENTRY_MISSING", [userId, `${userId}/1`, `${userId}/2`], { entries: [] }],
    ["ENTRY_DIFFERS", [`${userId}/2`], { entries: changed(2, { amount: -400_000 }) }],
    ["ENTRY_DIFFERS", [`${userId}/2`], { entries: changed(2, { amount: undefined }) }],
    ["BALANCE_DIFFERS", [userId, `${userId}/2`], { account: { balance: 90_001, seq: 2, updatedAt: 1 } }],
    ["BALANCE_DIFFERS", [userId, `${userId}/2`], { account: { balance: 500_000, seq: 1, updatedAt: 1 } }],
  ])("finds %s and names %j", (code, ids, change) => {
    const findings = ledgerFindings(ledgerOf(change));

    expect(codesOf(findings)).toEqual([code]);
    expect(idsOf(findings)).toEqual(ids);
  });
});

describe("M3: payments", () => {
  const find = (booking: Partial<Booking>, ledger: Partial<Ledger> = {}) =>
    codesOf(paymentFindings({ reservation: paid, payment, ...booking }, ledgerOf(ledger)));
  const refund = {
    refundId: "ref_1",
    seatIds: ["B-1-7"],
    amount: 110_000,
    balanceAfter: 200_000,
    entrySeq: 3,
    refundedAt: NOW,
    keyHash: "k",
    request: "r",
  };
  const refundEntry: Entry = {
    seq: 3,
    kind: "REFUND",
    counterAccount: takingsOf(concertId),
    amount: 110_000,
    balanceAfter: 200_000,
    reference: "ref_1",
    at: NOW,
  };
  const partly = {
    reservation: { ...paid, seatIds: ["A-3-12", "A-3-11"], returnedSeatIds: ["B-1-7"], amount: 300_000 },
    payment: { ...payment, refunds: [refund] },
  };
  const withRefund = { entries: [...entries, refundEntry] };
  /** The same refund, with a fee of 10 % kept. */
  const fees = { amount: 99_000, balanceAfter: 189_000, cancellationFees: 11_000 };
  const lessFee = { ...partly, payment: { ...payment, refunds: [{ ...refund, ...fees }] } };
  const withFee = { entries: [...entries, { ...refundEntry, ...fees }] };

  it("is content with a refund that keeps a fee, and with one that is used up by it", () => {
    expect(find(lessFee, withFee)).toEqual([]);
    const nothing = { amount: 0, balanceAfter: 90_000, cancellationFees: 110_000 };
    expect(
      find(
        { ...partly, payment: { ...payment, refunds: [{ ...refund, ...nothing }] } },
        { entries: [...entries, { ...refundEntry, ...nothing }] },
      ),
    ).toEqual([]);
  });

  it.each<[string, readonly string[], object, object]>([
    ["that the ledger does not keep", ["REFUND_DIFFERS"], fees, { ...fees, cancellationFees: undefined }],
    ["of which the ledger keeps more", ["REFUND_DIFFERS"], fees, { ...fees, cancellationFees: 11_001 }],
    ["with the amount of the whole", ["AMOUNT_DIFFERS"], { ...fees, amount: 110_000 }, { ...fees, amount: 110_000 }],
    [
      "that is more than the seats cost",
      ["AMOUNT_DIFFERS"],
      { ...fees, amount: -1, cancellationFees: 110_001 },
      { ...fees, amount: -1, cancellationFees: 110_001 },
    ],
    [
      "with a booking fee that nobody paid",
      ["AMOUNT_DIFFERS"],
      { ...fees, amount: 100_000, bookingFees: 1000 },
      { ...fees, amount: 100_000, bookingFees: -1000 },
    ],
  ])("finds a kept fee %s", (_, codes, ofRefund, ofEntry) => {
    expect(
      find(
        { ...partly, payment: { ...payment, refunds: [{ ...refund, ...ofRefund }] } },
        { entries: [...entries, { ...refundEntry, ...ofEntry }] },
      ),
    ).toEqual(codes);
  });

  it("is content with a last refund of what others have kept, and of their booking fees", () => {
    const rates = paid.rates.map((rate) => ({ ...rate, bookingFee: 2000 }));
    const bought = { ...paid, rates, amount: 416_000 };
    const all = { ...payment, amount: 416_000, balanceAfter: 84_000 };
    const kept = { ...fees, balanceAfter: 183_000 };
    const rest = {
      refundId: "ref_2",
      seatIds: ["A-3-12", "A-3-11"],
      amount: 317_000,
      bookingFees: 6000,
      cancellationFees: -11_000,
      balanceAfter: 500_000,
      entrySeq: 4,
    };
    const cancelled: Booking = {
      reservation: {
        ...bought,
        status: "CANCELLED",
        seatIds: rest.seatIds,
        returnedSeatIds: ["B-1-7"],
        amount: 304_000,
      },
      payment: {
        ...all,
        refunds: [
          { ...refund, ...kept },
          { ...refund, ...rest },
        ],
      },
    };
    const ledger = [
      ...changed(2, { amount: -416_000, balanceAfter: 84_000, bookingFees: 6000 }),
      { ...refundEntry, ...kept },
      { ...refundEntry, ...rest, seq: 4, reference: "ref_2", bookingFees: -6000 },
    ];

    expect(find(cancelled, { entries: ledger })).toEqual([]);
    expect(find({ reservation: bought, payment: all }, { entries: ledger })).toEqual([]);
    // The booking fees are in the debit, but went to the takings.
    expect(
      find(
        { reservation: bought, payment: all },
        { entries: [...entries.slice(0, 1), ...changed(2, { amount: -416_000, balanceAfter: 84_000 }).slice(1)] },
      ),
    ).toEqual(["DEBIT_DIFFERS"]);
    const tooMuch = { ...rest, amount: 318_000, bookingFees: 7000 };
    expect(
      find(
        {
          ...cancelled,
          payment: {
            ...all,
            refunds: [
              { ...refund, ...kept },
              { ...refund, ...tooMuch },
            ],
          },
        },
        {
          entries: [
            ...ledger.slice(0, 3),
            { ...refundEntry, ...tooMuch, seq: 4, reference: "ref_2", bookingFees: -7000 },
          ],
        },
      ),
    ).toEqual(["AMOUNT_DIFFERS"]);
  });

  it("is content with what was paid, partly and wholly given back, and with what was not paid", () => {
    expect(find({})).toEqual([]);
    expect(find(partly, withRefund)).toEqual([]);
    const whole = { ...refund, seatIds: paid.seatIds, amount: 410_000, balanceAfter: 500_000 };
    expect(
      find(
        { reservation: { ...paid, status: "CANCELLED" }, payment: { ...payment, refunds: [whole] } },
        { entries: [...entries, { ...refundEntry, amount: 410_000, balanceAfter: 500_000 }] },
      ),
    ).toEqual([]);
    for (const status of ["HELD", "EXPIRED", "RELEASED"] as const) {
      expect(find({ reservation: { ...held, status }, payment: undefined }, { entries: [] })).toEqual([]);
    }
  });

  it.each<[string, readonly string[], Partial<Booking>, Partial<Ledger>]>([
    ["no payment", ["PAYMENT_MISSING"], { payment: undefined }, {}],
    ["a payment of a hold", ["PAYMENT_UNEXPECTED"], { reservation: held }, {}],
    ["a debit of a hold", ["DEBIT_UNEXPECTED"], { reservation: held, payment: undefined }, {}],
    ["another payment's id", ["PAYMENT_DIFFERS"], { reservation: { ...paid, paymentId: "pay_x" } }, {}],
    [
      "no signature",
      ["RECEIPT_MISSING"],
      { payment: { ...payment, signature: { issuer: "", kid: "", value: "" } } },
      {},
    ],
    ["another receipt number", ["RECEIPT_MISSING"], { payment: { ...payment, receiptNumber: "1" } }, {}],
    ["no debit", ["DEBIT_MISSING"], {}, { entries: entries.slice(0, 1) }],
    ["two debits", ["DEBIT_REPEATED"], {}, { entries: [...entries, ...entries] }],
    ["a debit of another amount", ["DEBIT_DIFFERS"], {}, { entries: changed(2, { amount: -1 }) }],
    ["a debit with booking fees that nobody paid", ["DEBIT_DIFFERS"], {}, { entries: changed(2, { bookingFees: 1 }) }],
    ["a debit with another number", ["DEBIT_DIFFERS"], {}, { entries: changed(2, { seq: 9 }) }],
    ["an amount that its seats do not cost", ["AMOUNT_DIFFERS"], { reservation: { ...paid, amount: 1 } }, {}],
    ["no refund entry", ["REFUND_MISSING"], partly, {}],
    ["two refund entries", ["REFUND_REPEATED"], partly, { entries: [...entries, refundEntry, refundEntry] }],
    [
      "a refund entry of another amount",
      ["REFUND_DIFFERS"],
      partly,
      { entries: [...entries, { ...refundEntry, amount: 1 }] },
    ],
    ["a refund of a seat that was not returned", ["REFUND_DIFFERS"], { payment: partly.payment }, withRefund],
    [
      "a payment that its seats do not cost",
      ["AMOUNT_DIFFERS", "DEBIT_DIFFERS"],
      { payment: { ...payment, amount: 1 } },
      {},
    ],
  ])("finds %s", (_, codes, booking, ledger) => {
    expect(find(booking, ledger)).toEqual(codes);
  });

  it("does not miss a debit that is older than what was read", () => {
    const later = changed(2, { seq: 7, kind: "TOP_UP" }).slice(1);

    expect(find({}, { entries: later, isWhole: false })).toEqual([]);
  });

  it("finds debits of no reservation, and of somebody else's", () => {
    expect(unexplainedDebits(ledgerOf(), new Map([[reservationId, { reservation: paid, payment }]]))).toEqual([]);
    const others = new Map([[reservationId, { reservation: { ...paid, userId: "jun" }, payment }]]);
    for (const bookings of [new Map(), others]) {
      const findings = unexplainedDebits(ledgerOf(), bookings);
      expect(codesOf(findings)).toEqual(["DEBIT_UNEXPECTED"]);
      expect(idsOf(findings)).toEqual([`${userId}/2`, payment.paymentId]);
    }
  });
});

describe("M3, M4: top-ups", () => {
  const settled: TopUp = {
    topUpId: "top_1",
    userId,
    amount: 500_000,
    status: "SETTLED",
    attempts: 1,
    attemptedAt: 1,
    gatewayReference: "sim",
    reason: undefined,
    entry: entries[0],
  };
  const open = (status: string, attemptedAt = NOW - 3601): TopUp => ({
    ...settled,
    topUpId: "top_2",
    status: status as TopUpStatus,
    attemptedAt,
    entry: undefined,
  });
  const find = (topUps: readonly TopUp[], ledger: Partial<Ledger> = {}, isWhole = true) =>
    topUpFindings(ledgerOf(ledger), { topUps, isWhole }, NOW);

  it("is content with a settled top-up and its entry, with concluded ones, and for an hour with open ones", () => {
    expect(find([settled])).toEqual([]);
    expect(find([settled, open("DECLINED"), open("ABANDONED")])).toEqual([]);
    for (const status of ["PENDING", "APPROVED"]) expect(find([settled, open(status, NOW - 3600)])).toEqual([]);
  });

  const twice = [...entries, ...changed(1, { seq: 3, balanceAfter: 590_000 }).slice(0, 1)];
  const entry1 = `${userId}/1`;
  it.each<[string, string, readonly string[], readonly TopUp[], Partial<Ledger>]>([
    ["of no top-up", "TOP_UP_ENTRY_UNEXPLAINED", [entry1, `${userId}/top_1`], [], {}],
    ["of a declined one", "TOP_UP_ENTRY_UNEXPLAINED", [entry1], [{ ...settled, status: "DECLINED" }], {}],
    [
      "of a pending one",
      "TOP_UP_ENTRY_UNEXPLAINED",
      [entry1],
      [{ ...settled, status: "PENDING", attemptedAt: NOW }],
      {},
    ],
    ["that is missing", "TOP_UP_ENTRY_MISSING", [`${userId}/top_1`], [settled], { entries: entries.slice(1) }],
    [
      "that is missing and that the top-up does not name",
      "TOP_UP_ENTRY_MISSING",
      [`${userId}/top_1`],
      [{ ...settled, entry: undefined }],
      { entries: entries.slice(1) },
    ],
    ["that is there twice", "TOP_UP_ENTRY_REPEATED", [entry1, `${userId}/3`], [settled], { entries: twice }],
    ["of another amount", "TOP_UP_ENTRY_DIFFERS", [entry1], [settled], { entries: changed(1, { amount: 1 }) }],
    ["with another number", "TOP_UP_ENTRY_DIFFERS", [`${userId}/7`], [settled], { entries: changed(1, { seq: 7 }) }],
    ["of another time", "TOP_UP_ENTRY_DIFFERS", [entry1], [settled], { entries: changed(1, { at: 2 }) }],
    ["that the top-up does not name", "TOP_UP_ENTRY_DIFFERS", [entry1], [{ ...settled, entry: undefined }], {}],
    ["that the top-up expects with another amount", "TOP_UP_ENTRY_DIFFERS", [entry1], [{ ...settled, amount: 1 }], {}],
  ])("finds an entry %s: %s", (_, code, ids, topUps, ledger) => {
    const findings = find(topUps, ledger);

    expect(codesOf(findings)).toEqual([code]);
    expect(idsOf(findings)).toEqual(expect.arrayContaining([...ids, `${userId}/top_1`]));
  });

  it.each([
    ["PENDING", open("PENDING")],
    ["APPROVED", open("APPROVED")],
    ["in an unknown status", open("PAID")],
    ["PENDING since an unknown time", open("PENDING", Number.NaN)],
  ])("finds a top-up that is still %s", (_, topUp) => {
    const findings = find([settled, topUp]);

    expect(codesOf(findings)).toEqual(["TOP_UP_UNSETTLED"]);
    expect(idsOf(findings)).toEqual([`${userId}/top_2`]);
  });

  it("are not judged by items that were left out", () => {
    expect(find([], {}, false)).toEqual([]);
    expect(find([settled], { entries: entries.slice(1), isWhole: false })).toEqual([]);
    expect(codesOf(find([{ ...settled, status: "DECLINED" }], {}, false))).toEqual(["TOP_UP_ENTRY_UNEXPLAINED"]);
  });
});

describe("M4: points", () => {
  const bookings = new Map([[reservationId, { reservation: paid, payment }]]);
  const find = (ledger: Partial<Ledger>, knowsAll = true) =>
    codesOf(pointsFindings({ concertId, ledger: ledgerOf(ledger), bookings }, knowsAll));

  it("are conserved, by the ledger and by the payments", () => {
    expect(find({})).toEqual([]);
    expect(pointsOf(concertId, ledgerOf(), bookings)).toEqual({
      toppedUp: 500_000,
      paid: 410_000,
      refunded: 0,
      balances: 90_000,
      takingsByEntries: 410_000,
      takingsByPayments: 410_000,
      bookingFeesByEntries: 0,
      bookingFeesByPayments: 0,
      cancellationFeesByEntries: 0,
      cancellationFeesByPayments: 0,
    });
    expect(pointsOf("con_other", ledgerOf(), bookings)).toMatchObject({ takingsByEntries: 0, takingsByPayments: 0 });
  });

  it("are conserved with a fee kept of a refund: topped up = balances + takings + fees", () => {
    const fees = { amount: 99_000, balanceAfter: 189_000, cancellationFees: 11_000 };
    const refund = { refundId: "ref_1", seatIds: ["B-1-7"], entrySeq: 3, refundedAt: NOW, ...fees };
    const refunded = new Map([[reservationId, { reservation: paid, payment: { ...payment, refunds: [refund] } }]]);
    const ledger = ledgerOf({
      account: { balance: 189_000, seq: 3, updatedAt: 1 },
      entries: [
        ...entries,
        { seq: 3, kind: "REFUND", counterAccount: takingsOf(concertId), reference: "ref_1", at: NOW, ...fees },
      ],
    });
    const points = pointsOf(concertId, ledger, refunded);

    expect(points).toMatchObject({
      takingsByEntries: 300_000,
      takingsByPayments: 300_000,
      cancellationFeesByEntries: 11_000,
      cancellationFeesByPayments: 11_000,
    });
    expect(points.balances + points.takingsByEntries + points.cancellationFeesByEntries).toBe(points.toppedUp);
    expect(codesOf(pointsFindings({ concertId, ledger, bookings: refunded }, true))).toEqual([]);
    const unsplit = {
      ...ledger,
      entries: ledger.entries.map((entry) => ({ ...entry, cancellationFees: undefined })),
    };
    expect(codesOf(pointsFindings({ concertId, ledger: unsplit, bookings: refunded }, true))).toEqual([
      "TAKINGS_DIFFER",
    ]);
  });

  it("may be moved by nothing: a free seat, or a refund used up by its fee; a top-up of nothing is none", () => {
    const nothing = { amount: 0, balanceAfter: 500_000 };
    const account = { balance: 500_000, seq: 2, updatedAt: 1 };
    const free = new Map([[reservationId, { reservation: paid, payment: { ...payment, ...nothing } }]]);
    const ledger = ledgerOf({ account, entries: changed(2, nothing) });

    expect(codesOf(pointsFindings({ concertId, ledger, bookings: free }, true))).toEqual([]);
    expect(find({ entries: changed(1, { amount: 0 }) })).toEqual(["POINTS_FROM_NOWHERE", "POINTS_FROM_NOWHERE"]);
  });

  it("leave out what came after the account was read", () => {
    const account = { balance: 500_000, seq: 1, updatedAt: 1 };

    expect(find({ account })).toEqual([]);
    expect(pointsOf(concertId, ledgerOf({ account }), bookings).takingsByPayments).toBe(0);
  });

  const refundOfNothing = { kind: "REFUND", reference: "ref_none" };
  it.each<[string, readonly string[], Partial<Ledger>]>([
    ["a refund of nothing", ["POINTS_FROM_NOWHERE"], { entries: changed(1, refundOfNothing) }],
    [
      "an entry of an unknown kind",
      ["POINTS_FROM_NOWHERE", "POINTS_FROM_NOWHERE"],
      { entries: changed(1, { kind: "BONUS" }) },
    ],
    ["a top-up that takes", ["POINTS_FROM_NOWHERE", "POINTS_FROM_NOWHERE"], { entries: changed(1, { amount: -1 }) }],
    [
      "a payment that gives",
      ["POINTS_FROM_NOWHERE", "POINTS_FROM_NOWHERE", "TAKINGS_DIFFER"],
      { entries: changed(2, { amount: 5 }) },
    ],
    ["takings that differ", ["POINTS_FROM_NOWHERE", "TAKINGS_DIFFER"], { entries: changed(2, { amount: -5 }) }],
    [
      "a top-up against the takings",
      ["COUNTER_ACCOUNT_DIFFERS"],
      { entries: changed(1, { counterAccount: "TAKINGS" }) },
    ],
    [
      "a payment to another concert",
      ["COUNTER_ACCOUNT_DIFFERS"],
      { entries: changed(2, { counterAccount: "TAKINGS:con_x" }) },
    ],
  ])("are not with %s", (_, codes, ledger) => {
    expect(find(ledger)).toEqual(codes);
  });

  it("may be against the accounts that they are against", () => {
    const funded = changed(1, { counterAccount: "FUNDING" });
    const [, debit] = changed(2, { counterAccount: `TAKINGS:${concertId}` });

    expect(find({ entries: debit ? [...funded.slice(0, 1), debit] : [] })).toEqual([]);
  });

  it("are not judged by a part of a user's history", () => {
    expect(find({ entries: changed(1, refundOfNothing) }, false)).toEqual([]);
    expect(find({ entries: entries.slice(1), isWhole: false })).toEqual([]);
  });
});

describe("a task with a damaged item", () => {
  const failing = (reason: Error) => readable(() => Promise.reject(reason), "BUYER_UNREADABLE", accountItem("mina"));

  it("reports the item and its bad fields in place of a result", async () => {
    const error = new StoredItemError("payment", { pk: "RES#res_1", sk: "PAYMENT" }, ["amount", "paidAt"]);

    expect(await failing(error)()).toEqual({
      ...NO_RESULT,
      findings: [
        {
          invariant: "M3",
          code: "BUYER_UNREADABLE",
          message: "mina can't be checked. The stored payment RES#res_1 PAYMENT has no valid amount, paidAt.",
          items: [{ type: "account", id: "mina" }],
        },
      ],
    });
  });

  it.each([new TypeError("x is not a function"), new RangeError("Invalid time value"), new Error("throttled")])(
    "does not pass off another error as damage: %s",
    async (error) => {
      await expect(failing(error)()).rejects.toBe(error);
    },
  );
});

describe("settling", () => {
  const found = (message: string): Finding => ({ invariant: "S1", code: "SEAT_UNKNOWN", message, items: [] });
  const seen = async (...readings: (readonly Finding[])[]) => {
    let reading = 0;
    const task = () => {
      reading += 1;
      return Promise.resolve({ ...NO_RESULT, findings: readings[reading] ?? [] });
    };
    const [result] = await settle([{ task, result: { ...NO_RESULT, findings: readings[0] ?? [] } }], [1, 1]);
    return { messages: result?.findings.map(({ message }) => message), reading };
  };

  it("keeps what is there each time with the same values, and reads nothing again that looks right", async () => {
    expect(await seen([found("a"), found("b")], [found("b"), found("c")], [found("b"), found("c")])).toEqual({
      messages: ["b"],
      reading: 2,
    });
    expect(await seen([found("a 1")], [found("a 2")])).toEqual({ messages: [], reading: 1 });
    expect(await seen([])).toEqual({ messages: [], reading: 0 });
  });

  it("takes findings for the same if code, text and items are", () => {
    expect(stillThere([found("a")], [{ ...found("a"), items: [{ type: "seat", id: "x" }] }])).toEqual([]);
  });
});

it("the guide says of each finding what it means", async () => {
  const guide = await readFile("docs/guides/self-audit.md", "utf8");

  for (const [code, invariant] of Object.entries(FINDING_CODES))
    expect(guide).toMatch(`| ${invariant} | \`${code}\` |`);
});
