import { describe, expect, it } from "@jest/globals";
import { routes } from "#contract/routes.ts";
import { holdEnd } from "#web/booking/checkout/hold-end.ts";
import { wayOn } from "#web/booking/checkout/trouble/way-on.ts";
import { refusalIn } from "#web/booking/points/attempt.ts";

describe("the way on after a refused payment", () => {
  it("is a way of its own for each error of the route", () => {
    for (const code of routes.payReservation.errors) {
      const refusal = refusalIn({ code, body: {} });
      if (refusal !== undefined) expect(wayOn(refusal).kind).not.toBe("again");
    }
  });

  it("is the receipt for a reservation that is paid already", () => {
    expect(wayOn({ code: "ALREADY_PAID", body: {} })).toEqual({ kind: "receipt" });
    expect(wayOn({ code: "RESERVATION_NOT_HELD", body: { reservationStatus: "PAID" } })).toEqual({ kind: "receipt" });
    expect(wayOn({ code: "RESERVATION_NOT_HELD", body: { reservationStatus: "RELEASED" } })).toEqual({
      kind: "holdIsOver",
    });
  });

  it("is another try for anything else", () => {
    expect(wayOn({ code: "IDEMPOTENCY_KEY_REUSED", body: {} })).toEqual({ kind: "again" });
  });
});

describe("the end of a hold", () => {
  it("follows from the status of its reservation", () => {
    const ends = (["HELD", "PAID", "EXPIRED", "RELEASED", "CANCELLED"] as const).map((status) =>
      holdEnd({ status, organiserAct: null }),
    );
    expect(ends).toEqual([undefined, "paid", "expired", "released", "cancelled"]);
  });

  it("is the organiser's if the performance was called off", () => {
    expect(holdEnd({ status: "RELEASED", organiserAct: "CALLED_OFF" })).toBe("calledOff");
    expect(holdEnd({ status: "PAID", organiserAct: "REFUNDED" })).toBe("paid");
  });
});
