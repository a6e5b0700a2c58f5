import { beforeAll } from "@jest/globals";
import { addPerformance, openConcert, type PerformanceOptions } from "#test/conformance/support/concerts.ts";
import { admitNew, type Guest } from "#test/conformance/support/queue.ts";
import type { Concert, Performance } from "#test/conformance/support/shapes.ts";
import { operator } from "#test/conformance/support/users.ts";

interface OpenConcertOptions {
  /** Users to admit before the tests. */
  readonly guests: number;
  /** A performance to add; without it, the concert has only its spare seats. */
  readonly performance?: PerformanceOptions;
}

/** A concert on sale for the tests of a file. Its members can be read only while tests run. */
export interface OpenConcert {
  readonly concert: Concert;
  readonly concertId: string;
  readonly performance: Performance;
  readonly performanceId: string;
  /** A guest that tests share. */
  readonly guest: Guest;
  /** Another guest that tests share. */
  readonly rival: Guest;
  /** An admitted guest whom no test has used yet. Do not mix this with `guest` and `rival`. */
  readonly newGuest: () => Guest;
  /** A seat of the performance that no test has asked for yet. */
  readonly newSeat: () => string;
}

const ready = <Value>(value: Value | undefined, what: string): Value => {
  if (value === undefined) throw new Error(`There is no ${what}: ask withOpenConcert for it.`);
  return value;
};

/** Before the tests of a file, creates a concert on sale and admits guests; without an operator it does nothing. */
export const withOpenConcert = ({ guests: count, performance: options }: OpenConcertOptions): OpenConcert => {
  let concert: Concert | undefined;
  let performance: Performance | undefined;
  const guests: Guest[] = [];
  let seats = 0;

  beforeAll(async () => {
    if (operator === null) return;
    concert = await openConcert();
    if (options) performance = await addPerformance(concert.concertId, options);
    guests.push(...(await admitNew(concert.concertId, count)));
  });

  return {
    get concert() {
      return ready(concert, "concert");
    },
    get concertId() {
      return this.concert.concertId;
    },
    get performance() {
      return ready(performance, "performance");
    },
    get performanceId() {
      return this.performance.performanceId;
    },
    get guest() {
      return ready(guests[0], "guest");
    },
    get rival() {
      return ready(guests[1], "second guest");
    },
    newGuest: () => ready(guests.pop(), "further guest"),
    newSeat: () => {
      seats += 1;
      return `A-1-${seats}`;
    },
  };
};
