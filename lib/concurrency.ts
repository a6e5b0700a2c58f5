/**
 * How many calls of each function may run at once. Lambda gives the functions of an account one number of calls, 1,000 by
 * default, and whoever comes first takes them: without this table a crowd on the lists could stop admission and payments.
 *
 * A function of the table has its calls for itself, and never more. All others share what is left.
 */
import type { FunctionName } from "#functions/deployment.ts";

/** Parts of a thousand of the calls that a stage plans with. */
const PARTS: Readonly<Partial<Record<FunctionName, number>>> = {
  // The line itself: a tick a minute for each, which may overlap the one before.
  admit: 5,
  numberArrivals: 20,

  // What people with a turn do.
  readQueueToken: 150,
  joinQueue: 120,
  readSeats: 80,
  holdSeats: 100,
  payReservation: 80,
  topUpBalance: 50,
  checkTopUps: 15,
  expireHold: 20,
  onReservationChange: 20,

  // Capped: the edge answers most of them, or nobody waits for them.
  readQueue: 30,
  listConcerts: 15,
  readConcert: 15,
  readSchedule: 10,
  readAvailability: 20,
  readOpenApi: 5,
  readDocs: 5,
  deliverWebhook: 20,
  sendReplay: 5,
  carryOutCallOff: 10,
  authorizeOrigin: 10,
  refuseUnmatched: 5,
};

const WHOLE = 1000;
/** Two, because a tick may begin while the one before ends, and SQS reads with two calls at least. */
const CALLS_MIN = 2;

/**
 * The calls that a function has for itself, and its limit; undefined if it shares with others.
 * @param concurrencyMax the calls that the stage plans with; 0 reserves nothing
 */
export const reservedCalls = (name: FunctionName, concurrencyMax: number): number | undefined => {
  const parts = PARTS[name];
  if (parts === undefined || concurrencyMax === 0) return undefined;
  return Math.max(CALLS_MIN, Math.floor((parts * concurrencyMax) / WHOLE));
};
