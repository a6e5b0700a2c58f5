/** Choosing seats to cancel, and what becomes of a cancellation that was sent. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { firstChoice, stillOwned, toggled } from "#web/booking/reservation/cancel/cancellation-choice.ts";
import { refusalOf } from "#web/booking/reservation/cancel/cancellation-refusal.ts";
import { parseUnderWay, purposeOf, resumptionOf } from "#web/booking/reservation/cancel/cancellation-under-way.ts";

const SEATS = ["A-1-1", "A-1-2", "A-1-3"];

describe("the choice of seats", () => {
  it("keeps the order of the reservation, whatever is pressed first", () => {
    expect(toggled(SEATS, toggled(SEATS, [], "A-1-3"), "A-1-1")).toEqual(["A-1-1", "A-1-3"]);
    expect(toggled(SEATS, ["A-1-1", "A-1-3"], "A-1-1")).toEqual(["A-1-3"]);
  });

  it("is undone by pressing again, and never has a seat that is not of the reservation", () => {
    fc.assert(
      fc.property(fc.subarray(SEATS), fc.constantFrom(...SEATS, "B-9-9"), (chosen, seatId) => {
        const once = toggled(SEATS, chosen, seatId);

        expect(toggled(SEATS, once, seatId)).toEqual(chosen);
        expect(SEATS).toEqual(expect.arrayContaining([...once]));
      }),
    );
  });

  it("forgets seats that were cancelled meanwhile", () => {
    expect(stillOwned(["A-1-2"], ["A-1-1", "A-1-2"])).toEqual(["A-1-2"]);
  });

  it("leaves nothing to choose if there is one seat", () => {
    expect([firstChoice(["A-1-1"]), firstChoice(SEATS)]).toEqual([["A-1-1"], []]);
  });
});

describe("a refused cancellation", () => {
  const quote = {
    seatIds: ["A-1-1"],
    price: 100_000,
    bookingFees: 0,
    cancellationFees: 10_000,
    amount: 90_000,
    holdsUntil: "2026-12-21T15:00:00.000Z",
  };

  it("shows the new quote if the refund has changed", () => {
    const { seatIds: _, ...sums } = quote;

    expect(refusalOf({ code: "REFUND_CHANGED", body: { quote } })).toEqual({ kind: "changed", quote: sums });
  });

  it.each([undefined, null, "90000", {}, { ...quote, amount: "90000" }, { ...quote, holdsUntil: "soon" }])(
    "reads the reservation again rather than show %j as a quote",
    (evidence) => {
      expect(refusalOf({ code: "REFUND_CHANGED", body: { quote: evidence } })).toEqual({ kind: "stale" });
    },
  );

  it.each([
    ["RESERVATION_NOT_PAID", "stale"],
    ["SEAT_NOT_FOUND", "stale"],
    ["CANCELLATION_CLOSED", "closed"],
    ["PERFORMANCE_CALLED_OFF", "calledOff"],
    ["VALIDATION_FAILED", "again"],
  ] as const)("leads on after %s: %s", (code, kind) => {
    expect(refusalOf({ code, body: {} })).toEqual({ kind });
  });
});

describe("a cancellation under way", () => {
  const UNDER_WAY = { seatIds: ["A-1-1", "A-1-2"], quotedRefund: 90_000, beganMs: 1_000_000 };

  it("is read back as it was kept", () => {
    expect(parseUnderWay(JSON.parse(JSON.stringify(UNDER_WAY)))).toEqual(UNDER_WAY);
  });

  it.each([
    null,
    1,
    [],
    {},
    { ...UNDER_WAY, seatIds: [] },
    { ...UNDER_WAY, seatIds: [1] },
    { ...UNDER_WAY, quotedRefund: "9" },
  ])("is not read from %j", (json) => {
    expect(parseUnderWay(json)).toBeUndefined();
  });

  it("has another key for other seats and for another refund", () => {
    const purposes = [UNDER_WAY, { ...UNDER_WAY, quotedRefund: 80_000 }, { ...UNDER_WAY, seatIds: ["A-1-1"] }].map(
      (one) => purposeOf("res_1", one),
    );

    expect(new Set(purposes).size).toBe(3);
    expect(purposeOf("res_1", { ...UNDER_WAY })).toBe(purposes[0]);
  });

  it("is asked for with its key while it may be under way, and was done if its seats are gone", () => {
    const soon = UNDER_WAY.beganMs + 60_000;

    expect(resumptionOf(UNDER_WAY, SEATS, soon)).toBe("ask");
    expect(resumptionOf(UNDER_WAY, ["A-1-2", "A-1-3"], soon)).toBe("done");
  });

  it("is not done unasked after ten minutes", () => {
    expect(resumptionOf(UNDER_WAY, SEATS, UNDER_WAY.beganMs + 600_001)).toBe("forget");
    expect(resumptionOf(UNDER_WAY, [], UNDER_WAY.beganMs + 600_001)).toBe("done");
  });
});
