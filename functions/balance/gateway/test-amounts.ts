/** The amounts at which the simulated gateway misbehaves, as the test cards of real gateways do. Pure. */

/** What goes wrong with a charge on its way to the gateway and back. */
export interface Course {
  readonly isDeclined: boolean;
  /** The first request does not arrive. */
  readonly losesRequest: boolean;
  /** The money is taken, and the answer to the first request does not come back. */
  readonly losesAnswer: boolean;
  /** Times that it calls back when the money is taken: more than once, as callbacks do come. */
  readonly callbacks: number;
}

const SMOOTH: Course = { isDeclined: false, losesRequest: false, losesAnswer: false, callbacks: 0 };

/** By the last four digits. */
const COURSES: ReadonlyMap<number, Course> = new Map([
  [9001, { ...SMOOTH, isDeclined: true }],
  [9002, { ...SMOOTH, losesAnswer: true }],
  [9003, { ...SMOOTH, losesRequest: true }],
  [9004, { ...SMOOTH, losesAnswer: true, callbacks: 2 }],
  [9005, { ...SMOOTH, callbacks: 2 }],
]);

/** @param amount won; every amount that is not in the table above is approved at once */
export const courseOf = (amount: number): Course => COURSES.get(amount % 10_000) ?? SMOOTH;
