import { describe, expect, it } from "@jest/globals";
import { EVENT_TYPE_NAMES } from "#contract/event-type-names.ts";
import { EVENT_TYPES } from "#contract/events.ts";
import { calledOffEvent } from "#functions/call-offs/rules/call-off.ts";
import { type EncoreEvent, flawsOf } from "#functions/events/rules/event.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { ReservationChange } from "#functions/reservations/rules/reservation-change.ts";
import { eventOf } from "#functions/reservations/rules/reservation-events.ts";
import { idAsLabel } from "#functions/reservations/rules/seat-rates.ts";
import { fromIsoTime } from "#functions/shared/time.ts";
import { ratesBySection } from "#test/support/sections.ts";
import golden from "./golden/events.json" with { type: "json" };

const change = (
  reservation: Partial<Reservation>,
  more: Partial<Omit<ReservationChange, "reservation">> = {},
): ReservationChange => {
  const whole: Reservation = {
    reservationId: "res_Zt6vXh1nR3eWq0uBcLk5Yg",
    userId: "mina",
    concertId: "con_8Yq2mV0sT1",
    chartId: "cht_5nB1xQ7rKwX5t6YunR3eWq",
    performanceId: "per_4kD0aP7cQz",
    status: "HELD",
    seatIds: ["A-3-11", "B-1-7"],
    returnedSeatIds: [],
    ...ratesBySection(["A-3-11", "B-1-7"], { A: ["R", 150_000], B: ["S", 110_000] }),
    amount: 260_000,
    generation: 1,
    createdAt: fromIsoTime("2026-12-01T11:02:30Z"),
    expiresAt: fromIsoTime("2026-12-01T11:07:30Z"),
    extension: undefined,
    refundRule: { steps: [{ until: fromIsoTime("2026-12-23T11:00:00Z"), feePercent: 20, bookingFeeBack: false }] },
    warnings: [],
    paymentId: undefined,
    ...reservation,
  };
  return {
    at: fromIsoTime("2026-12-01T11:02:30Z"),
    reservation: whole,
    seatIds: whole.seatIds,
    isExtension: false,
    ...more,
  };
};

const paymentId = "pay_Zt6vXh1nR3eWq0uBcLk5Yg";

type ReservationEvent = Exclude<(typeof EVENT_TYPE_NAMES)[number], "performance.called_off">;

/** One change for each type of event of a reservation, the same as in test/unit/golden/events.json. */
const CHANGES: Readonly<Record<ReservationEvent, ReservationChange>> = {
  "reservation.held": change({}),
  "reservation.extended": change({ expiresAt: fromIsoTime("2026-12-01T11:09:30Z") }, { isExtension: true }),
  "reservation.paid": change({ status: "PAID", paymentId }),
  "reservation.released": change({ status: "RELEASED" }),
  "reservation.expired": change({ status: "EXPIRED" }),
  "reservation.cancelled": change(
    {
      status: "PAID",
      paymentId,
      seatIds: ["B-1-7"],
      returnedSeatIds: ["A-3-11"],
      amount: 110_000,
      lastRefund: { amount: 120_000, bookingFees: 0, cancellationFees: 30_000 },
    },
    { seatIds: ["A-3-11"] },
  ),
};

const calledOff = calledOffEvent({
  performanceId: "per_4kD0aP7cQz",
  concertId: "con_8Yq2mV0sT1",
  at: fromIsoTime("2026-12-20T09:00:00Z"),
  by: "operator",
  reason: "The singer is ill.",
  sectionIds: ["A"],
});

const builtFor = (type: (typeof EVENT_TYPE_NAMES)[number]): EncoreEvent =>
  type === "performance.called_off" ? calledOff : eventOf(CHANGES[type], idAsLabel);

const goldenOf = (name: string): EncoreEvent => (golden as unknown as Record<string, EncoreEvent>)[name] as EncoreEvent;

describe("an event", () => {
  it.each(EVENT_TYPE_NAMES)("%s is built as promised for its version, and fits its schema", (type) => {
    const event = builtFor(type);

    // Additions are allowed; what is taken away or means something else needs a new version, and its own golden event.
    expect(event).toMatchObject(goldenOf(`${type} v${EVENT_TYPES[type].version}`));
    expect(flawsOf(event)).toBeUndefined();
  });

  it("has the same id each time its change is published, and another than any other change", () => {
    const events = Object.values(CHANGES).map((each) => eventOf(each, idAsLabel));
    const again = Object.values(CHANGES).map((each) => eventOf(structuredClone(each), idAsLabel));
    const cancelledLater = eventOf(
      change({ status: "CANCELLED", paymentId, seatIds: ["B-1-7"], returnedSeatIds: ["A-3-11"], amount: 110_000 }),
      idAsLabel,
    );
    const extendedLater = eventOf(
      change({ expiresAt: fromIsoTime("2026-12-01T11:11:30Z") }, { isExtension: true }),
      idAsLabel,
    );

    const ids = [...events, cancelledLater, extendedLater].map(({ id }) => id);
    expect(again.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(new Set(ids).size).toBe(events.length + 2);
  });

  it("of a cancellation says which seats were given back, for how much, and which remain", () => {
    const partly = eventOf(CHANGES["reservation.cancelled"], idAsLabel);
    const wholly = eventOf(change({ status: "CANCELLED", paymentId }), idAsLabel);

    expect(partly.data).toMatchObject({ seatIds: ["A-3-11"], amount: 150_000, remainingSeatIds: ["B-1-7"] });
    expect(partly.data).toMatchObject({ refund: { amount: 120_000, bookingFees: 0, cancellationFees: 30_000 } });
    expect(wholly.data).not.toHaveProperty("refund");
    expect(wholly.data).toMatchObject({ seatIds: ["A-3-11", "B-1-7"], amount: 260_000, remainingSeatIds: [] });
  });

  it("says whether the organiser ended a hold or gave seats back", () => {
    const released = eventOf(change({ status: "RELEASED", organiserAct: "CALLED_OFF" }), idAsLabel);
    const refunded = eventOf(change({ status: "CANCELLED", paymentId, organiserAct: "REFUNDED" }), idAsLabel);
    const byUser = eventOf(change({ status: "CANCELLED", paymentId }), idAsLabel);

    expect([released.data, refunded.data]).toMatchObject([
      { organiserAct: "CALLED_OFF" },
      { organiserAct: "REFUNDED" },
    ]);
    expect(byUser.data).not.toHaveProperty("organiserAct");
    expect([released, refunded].map(flawsOf)).toEqual([undefined, undefined]);
  });

  it.each([
    ["a field more", { data: { ...goldenOf("reservation.paid v1").data, balance: 1 } }],
    ["an id of another form", { id: "res_1" }],
    ["another version", { version: 2 }],
    ["no payment", { data: { ...goldenOf("reservation.paid v1").data, paymentId: undefined } }],
  ])("with %s breaks its schema", (_, wrong) => {
    const event = { ...eventOf(CHANGES["reservation.paid"], idAsLabel), ...wrong } as EncoreEvent;

    expect(flawsOf(event)).toEqual(expect.any(String));
  });
});
