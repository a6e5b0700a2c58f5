import { beforeAll } from "@jest/globals";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew, type Guest } from "#test/conformance/support/line.ts";
import { operator } from "#test/conformance/support/users.ts";

const GUESTS = 10;
const SEATS = 100;

export interface House {
  readonly performanceId: () => string;
  /** Somebody admitted whom no test has met yet. */
  readonly newGuest: () => Guest;
  /** A seat that no test has asked for yet. */
  readonly newSeat: () => string;
}

/** One performance for the tests of a file, with admitted guests and free seats to hand out one by one. */
export const houseWith = ({ price }: { readonly price: number }): House => {
  let performanceId = "";
  let nextSeat = 0;
  const guests: Guest[] = [];

  beforeAll(async () => {
    if (operator === null) return;
    const { concertId } = await openConcert();
    performanceId = (await addPerformance(concertId, { seats: SEATS, price, seatLimit: 10 })).performanceId;
    guests.push(...(await admitNew(concertId, GUESTS)));
  });

  return {
    performanceId: () => performanceId,
    newGuest: () => {
      const guest = guests.pop();
      if (guest === undefined) throw new Error("Admit more guests for these tests.");
      return guest;
    },
    newSeat: () => {
      nextSeat += 1;
      return `A-1-${nextSeat}`;
    },
  };
};
