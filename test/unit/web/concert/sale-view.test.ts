import { expect, it } from "@jest/globals";
import { type SeenQueue, saleView } from "#web/booking/concert/sale-view.ts";

const SALE = { opensAt: "2026-12-01T11:00:00.000Z", closesAt: "2026-12-24T11:00:00.000Z" };
const BEFORE = Date.parse(SALE.opensAt) - 1;
const DURING = Date.parse(SALE.opensAt) + 60_000;

const queue = (given: Partial<SeenQueue>): SeenQueue => ({
  status: "OPEN",
  issued: 0,
  served: 0,
  presale: null,
  seatsLeft: 50,
  accessibleUnitsLeft: 0,
  demand: { seatsHeld: 0 },
  ...given,
});

it("opens and closes at the second, whatever the queue said last", () => {
  expect(saleView(SALE, queue({ status: "OPEN" }), BEFORE).kind).toBe("lobby");
  expect(saleView(SALE, queue({ status: "LOBBY" }), DURING).kind).toBe("drawing");
  expect(saleView(SALE, queue({ status: "OPEN" }), Date.parse(SALE.closesAt)).kind).toBe("closed");
});

it("counts the people who wait in both lanes", () => {
  const presale = { sharePercent: 30, issued: 1_000_000_012, served: 1_000_000_002 };
  const view = saleView(SALE, queue({ issued: 120, served: 100, presale }), DURING);
  expect(view).toEqual({ kind: "open", waiting: 30, seatsLeft: 50 });
});

it("says what may come back when nothing is left", () => {
  const seen = queue({ status: "SOLD_OUT", seatsLeft: 0, accessibleUnitsLeft: 3, demand: { seatsHeld: 12 } });
  expect(saleView(SALE, seen, DURING)).toEqual({ kind: "soldOut", inHolds: 12, accessible: 3 });
});

it("promises nothing before the queue is read", () => {
  expect(saleView(SALE, undefined, DURING)).toEqual({ kind: "open", waiting: undefined, seatsLeft: undefined });
});
