/** The amounts at which the simulated gateway misbehaves, as the test cards of real gateways do. Pure. */

/** What goes wrong between us and the gateway during a charge. */
export interface Course {
  readonly isDeclined: boolean;
  /** The first request never arrives. */
  readonly losesRequest: boolean;
  /** The money is taken, but the response to the first request never comes back. */
  readonly losesResponse: boolean;
  /** How often the gateway calls back when the money is taken. Real callbacks can come more than once, too. */
  readonly callbacks: number;
}

const SMOOTH: Course = { isDeclined: false, losesRequest: false, losesResponse: false, callbacks: 0 };

/** By the last four digits. */
const COURSES: ReadonlyMap<number, Course> = new Map([
  [9001, { ...SMOOTH, isDeclined: true }],
  [9002, { ...SMOOTH, losesResponse: true }],
  [9003, { ...SMOOTH, losesRequest: true }],
  [9004, { ...SMOOTH, losesResponse: true, callbacks: 2 }],
  [9005, { ...SMOOTH, callbacks: 2 }],
]);

/** @param amount won; an amount outside the table above is approved at once */
export const courseOf = (amount: number): Course => COURSES.get(amount % 10_000) ?? SMOOTH;
