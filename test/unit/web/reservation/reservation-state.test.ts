/** The state of a reservation as the pages name it. */
import { describe, expect, it } from "@jest/globals";
import {
  hasEnded,
  isUpcoming,
  type PerformanceFacts,
  type Reservation,
  type ReservationState,
  stateOf,
  toneOf,
} from "#web/booking/reservation-state/reservation-state.ts";

const SEAT = {
  seatId: "A-3-11",
  section: "A",
  row: "3",
  seat: "11",
  label: "1층 A구역 3열 11번",
  category: "R",
  price: 150_000,
  priceType: "standard",
  bookingFee: 0,
  discount: 0,
};

const RESERVATION: Reservation = {
  reservationId: "res_1",
  concertId: "con_1",
  performanceId: "per_1",
  status: "PAID",
  seats: [SEAT],
  returnedSeats: [],
  amount: 150_000,
  promotionCode: null,
  expiresAt: "2026-12-01T11:07:30.000Z",
  createdAt: "2026-12-01T11:02:30.000Z",
  extendedAt: null,
  extensions: 0,
  warnings: [],
  refundRule: { steps: [], fullRefundUntil: null },
  paymentId: "pay_1",
  organiserAct: null,
  serverTime: "2026-12-01T11:02:30.000Z",
};

const NOW = Date.parse("2026-12-01T11:05:00.000Z");
const STARTS_AT = "2026-12-24T11:00:00.000Z";
const ON: PerformanceFacts = { startsAt: STARTS_AT, calledOff: false, runningMinutes: 120 };
const OFF: PerformanceFacts = { ...ON, calledOff: true };

const partly = { returnedSeats: [{ ...SEAT, seatId: "A-3-12" }] };

describe("the state of a reservation", () => {
  it.each<[string, Partial<Reservation>, PerformanceFacts | undefined, ReservationState]>([
    ["held", { status: "HELD" }, ON, "HELD"],
    ["held, before its performance is known", { status: "HELD" }, undefined, "HELD"],
    ["held until now", { status: "HELD", expiresAt: new Date(NOW).toISOString() }, ON, "EXPIRED"],
    ["held, and the performance is called off", { status: "HELD" }, OFF, "HOLD_CALLED_OFF"],
    ["expired", { status: "EXPIRED" }, ON, "EXPIRED"],
    ["released", { status: "RELEASED" }, ON, "RELEASED"],
    ["ended by a call-off", { status: "RELEASED", organiserAct: "CALLED_OFF" }, OFF, "HOLD_CALLED_OFF"],
    ["paid", {}, ON, "PAID"],
    ["paid, before its performance is known", {}, undefined, "PAID"],
    ["paid, some seats cancelled", partly, ON, "PARTLY_CANCELLED"],
    ["paid, some seats refunded", { ...partly, organiserAct: "REFUNDED" }, ON, "PARTLY_REFUNDED"],
    ["paid and called off", {}, OFF, "CALLED_OFF_REFUND_DUE"],
    ["called off and refunded", { status: "CANCELLED", organiserAct: "CALLED_OFF" }, OFF, "CALLED_OFF"],
    ["cancelled by the buyer", { status: "CANCELLED" }, ON, "CANCELLED"],
    ["cancelled, and called off later", { status: "CANCELLED" }, OFF, "CANCELLED"],
    ["refunded by the organiser", { status: "CANCELLED", organiserAct: "REFUNDED" }, ON, "REFUNDED"],
    ["paid and begun", {}, { ...ON, startsAt: new Date(NOW).toISOString() }, "PAID"],
    ["paid and over", {}, { ...ON, startsAt: new Date(NOW - 120 * 60_000).toISOString() }, "PAST"],
    [
      "paid and begun, of unknown length",
      {},
      { startsAt: new Date(NOW - 239 * 60_000).toISOString(), calledOff: false, runningMinutes: null },
      "PAID",
    ],
  ])("%s", (_what, change, performance, state) => {
    expect(stateOf({ ...RESERVATION, ...change }, performance, NOW)).toBe(state);
  });

  it("has a tone, and is upcoming, over, held or past", () => {
    expect(toneOf("PAID")).toBe("good");
    expect(toneOf("HELD")).toBe("soon");
    expect([isUpcoming("PARTLY_CANCELLED"), isUpcoming("PAST"), isUpcoming("CALLED_OFF")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([hasEnded("CANCELLED"), hasEnded("HELD"), hasEnded("PAST")]).toEqual([true, false, false]);
  });
});
