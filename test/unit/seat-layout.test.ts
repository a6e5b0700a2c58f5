import { describe, expect, it } from "@jest/globals";
import {
  capacityOf,
  findSeat,
  namedSeats,
  priceOf,
  type Section,
  seatsOf,
} from "#functions/seats/rules/seat-layout.ts";

const section: Section = {
  sectionId: "A",
  name: "Stalls",
  grade: "R",
  price: 150_000,
  rows: [
    { row: "1", from: 1, to: 10 },
    { row: "2", from: 11, to: 20 },
  ],
};

describe("a layout", () => {
  it("has the seats that its rows list, each found by its id", () => {
    const seats = seatsOf(section);

    expect(seats).toHaveLength(capacityOf(section));
    expect(new Set(seats.map((seat) => seat.seatId)).size).toBe(20);
    for (const seat of seats) expect(findSeat(section, seat.seatId)).toEqual(seat);
  });

  it.each(["A-1-11", "A-2-10", "A-3-1", "B-1-1", "A-1-0", "A-1-01", "A-1", ""])("has no seat %p", (id) => {
    expect(findSeat(section, id)).toBeUndefined();
  });

  it("names a reservation's seats in full from their ids and prices", () => {
    expect(namedSeats(["A-2-11"], { A: { grade: "R", price: 150_000 } })).toEqual([findSeat(section, "A-2-11")]);
  });

  it("adds up the prices of seats; no seats cost nothing", () => {
    expect(priceOf(seatsOf(section))).toBe(20 * 150_000);
    expect(priceOf([])).toBe(0);
  });
});
