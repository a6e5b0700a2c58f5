/**
 * A reminder ends a hold in two steps: the status and the count in one transaction, then the seats. A request of the
 * holder, which has read the hold as it was, meets it between its steps, or anywhere else.
 */
import { FailedRun } from "#test/histories/engine/failed-run.ts";
import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { nextCalls } from "#test/histories/engine/invocation.ts";
import {
  checkResponse,
  type PendingRequest,
  requestUntilFinal,
  startRequest,
} from "#test/histories/race/client-request.ts";
import { completeDelivery, deliverChanges, deliverMessages, lastReminder } from "#test/histories/race/delivery.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import { checkAtEnd, checkNow } from "#test/histories/race/oracle.ts";
import { HOLD_SECONDS, PRICE, TestSale } from "#test/histories/race/test-sale.ts";

/** What can still end or change a hold, by a clock that is a second behind that of the reminder. */
export const HOLDER_ACTIONS = ["pay", "release", "extend"] as const;
export type HolderAction = (typeof HOLDER_ACTIONS)[number];

/** The calls before which both are stopped. */
interface Stops {
  readonly action: number;
  readonly reminder: number;
}

const CALLS_MAX = 8;

/** @returns whether each had calls left when it was stopped */
const meet = async (kind: HolderAction, stops: Stops, guard: Guard | undefined): Promise<boolean> => {
  const sale = await TestSale.open({ people: 1, seats: 2, seatLimit: 2, balance: 5 * PRICE }, { guard });
  try {
    const pending = await startAction(sale, kind);
    const message = lastReminder(sale);
    const actionIsOver = await pending.invocation.resume(nextCalls(stops.action - 1));
    const reminder = deliverMessages(sale, [message]);
    const reminderIsOver = await reminder.invocation.resume(nextCalls(stops.reminder - 1));
    await pending.invocation.resume();
    await checkResponse(sale, pending);
    await completeDelivery(reminder);
    checkNow(sale);
    await checkAtEnd(sale);
    return !(actionIsOver || reminderIsOver);
  } catch (error) {
    const what = `${kind} before call ${stops.action}, reminder before call ${stops.reminder}`;
    throw new FailedRun(sale.story, error, { what });
  } finally {
    await sale.close();
  }
};

/** Holds seats, has the reminder sent, lets the time of the hold pass, and starts the action. */
const startAction = async (sale: TestSale, kind: HolderAction): Promise<PendingRequest> => {
  const person = sale.person(0);
  const hold = { kind: "hold", seatIds: sale.seatIds } as const;
  const held = await requestUntilFinal(sale, { person, key: "hold", operation: hold });
  if (held.kind !== "done") throw new Error("The seats could not be held.");
  await completeDelivery(deliverChanges(sale, { from: 0, count: 1 }));
  sale.now += HOLD_SECONDS;
  const reservationId = String(held.result["reservationId"]);
  return startRequest(sale, { person, key: "end", operation: { kind, reservationId } }, { clockOffset: -1 });
};

/** Every pair of calls before which the two can be stopped. @returns how many there are. @throws FailedRun */
export const runTwoStepExpiry = async (kind: HolderAction, concurrency: number, guard?: Guard): Promise<number> => {
  const calls = Array.from({ length: CALLS_MAX }, (_, index) => index + 1);
  let ran = 0;
  await forEachLimit(calls, concurrency, async (action) => {
    for (const reminder of calls) {
      if (!(await meet(kind, { action, reminder }, guard))) return;
      ran += 1;
    }
  });
  return ran;
};
