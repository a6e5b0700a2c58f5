/** How many extensions a hold has left, beside the extensions themselves. */
import { describe, expect, it } from "@jest/globals";
import { extendedEnd, extensionsLeft } from "#functions/reservations/rules/extension.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";

const NOW = 1000;
const OFFER = { extensionSeconds: 60, extensionsMax: 3 };
const SALE = { salesOpenAt: 0, salesCloseAt: 10_000, cancellableUntil: 10_000 };

const aHold = (change: Partial<Reservation> = {}): Reservation => ({
  reservationId: "res_1",
  userId: "mina",
  concertId: "con_1",
  performanceId: "per_1",
  chartId: "cht_1",
  status: "HELD",
  seatIds: ["A-1-1"],
  returnedSeatIds: [],
  rates: [],
  rateOf: {},
  amount: 0,
  generation: 1,
  createdAt: NOW - 200,
  expiresAt: NOW + 100,
  refundRule: { steps: [] },
  warnings: [],
  ...change,
});
const extended = (count: number | undefined) => aHold({ extension: { at: NOW - 1, from: NOW + 40, count } });

describe("the extensions that a hold has left", () => {
  it.each([
    ["all that are offered", aHold(), OFFER, SALE, 3],
    ["the rest after one", extended(1), OFFER, SALE, 2],
    ["the rest after one of a hold from before they were counted", extended(undefined), OFFER, SALE, 2],
    ["none after the last", extended(3), OFFER, SALE, 0],
    ["none after more than are offered by now", extended(5), OFFER, SALE, 0],
    ["none if the stage offers none", aHold(), { ...OFFER, extensionSeconds: 0 }, SALE, 0],
    ["none if it allows none", aHold(), { ...OFFER, extensionsMax: 0 }, SALE, 0],
    ["S8: none if sales close when the hold ends", aHold(), OFFER, { ...SALE, salesCloseAt: NOW + 100 }, 0],
    ["S8: those that gain something before sales close", aHold(), OFFER, { ...SALE, salesCloseAt: NOW + 161 }, 2],
    ["S8: none once sales have closed", aHold(), OFFER, { ...SALE, salesCloseAt: NOW }, 0],
    ["none of a performance that was called off", aHold(), OFFER, { ...SALE, calledOffAt: NOW - 1 }, 0],
    ["none once it has expired", aHold({ expiresAt: NOW }), OFFER, SALE, 0],
    ["none once it is paid", aHold({ status: "PAID" }), OFFER, SALE, 0],
    ["none once it is released", aHold({ status: "RELEASED" }), OFFER, SALE, 0],
  ])("are %s", (_, reservation, offer, times, left) => {
    expect(extensionsLeft(reservation, offer, times, NOW)).toBe(left);
  });

  it("S8: are as many as succeed, and the last ends when sales close", () => {
    const sale = { ...SALE, salesCloseAt: NOW + 250 };
    const ends: number[] = [];
    let end = { expiresAt: NOW + 100, extensions: 0 };
    for (;;) {
      const to = extendedEnd(end, OFFER, sale, NOW);
      if (typeof to === "string") break;
      ends.push(to);
      end = { expiresAt: to, extensions: end.extensions + 1 };
    }

    expect(ends).toEqual([NOW + 160, NOW + 220, NOW + 250]);
    expect(extensionsLeft(aHold(), OFFER, sale, NOW)).toBe(ends.length);
  });

  it("says why there is none", () => {
    const end = { expiresAt: NOW + 100, extensions: 0 };

    expect(extendedEnd(end, OFFER, { ...SALE, salesCloseAt: NOW }, NOW)).toBe("SALE_NOT_OPEN");
    expect(extendedEnd({ ...end, extensions: 3 }, OFFER, SALE, NOW)).toBe("NOT_OFFERED");
  });
});
