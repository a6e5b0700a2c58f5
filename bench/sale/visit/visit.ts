/** A person's whole way through the sale, from the arrival to the receipt. */

import type { Goal, Plan } from "#bench/sale/people/plans.ts";
import type { Caller } from "#bench/sale/visit/caller.ts";
import { chooseSeats } from "#bench/sale/visit/holding.ts";
import type { Inside } from "#bench/sale/visit/inside.ts";
import { pay, type Receipt, readReceipt, release, topUp } from "#bench/sale/visit/paying.ts";
import { joinOnly, leaveQueue, untilAdmitted } from "#bench/sale/visit/queueing.ts";

/** What happened, as far as it went. */
interface Course {
  /** From the arrival to the pass. */
  waitMs?: number;
  /** The answer to the payment. */
  paid?: Receipt;
  /** The receipt as it was read afterwards. */
  read?: Receipt;
}

export interface Visit extends Readonly<Course> {
  readonly goal: Goal;
  /** By how much the load program was late to begin it. */
  readonly lateMs: number;
  /** Why the goal was not reached; absent if it was. */
  readonly failure?: string;
  /** Whether the run ended before the visit did. */
  readonly isCutOff: boolean;
}

export interface VisitContext {
  readonly concertId: string;
  readonly inside: Inside;
  readonly signal: AbortSignal;
}

const giveUpWaiting = async (caller: Caller, concertId: string): Promise<void> => {
  const queueToken = await joinOnly(caller, concertId);
  await caller.think();
  await leaveQueue(caller, concertId, queueToken);
};

/** What somebody does once they have a pass. Payment ends it, and leaving does. */
const useThePass = async (
  caller: Caller,
  plan: Plan,
  { concertId, inside, queueToken }: VisitContext & { readonly queueToken: string },
  course: Course,
): Promise<void> => {
  inside.enter();
  const reservation = await chooseSeats(caller, plan, { concertId, queueToken });
  if (reservation !== undefined && plan.goal === "buy") {
    await topUp(caller, plan, reservation);
    inside.leave();
    course.paid = await pay(caller, reservation);
    course.read = await readReceipt(caller, course.paid);
    return;
  }
  if (reservation !== undefined) await release(caller, reservation);
  inside.leave();
  await leaveQueue(caller, concertId, queueToken);
};

/** Never rejects: what went wrong is in the visit. @param dueMs when the person arrives, by the schedule */
export const visit = async (caller: Caller, plan: Plan, context: VisitContext, dueMs: number): Promise<Visit> => {
  const { goal } = plan;
  const lateMs = performance.now() - dueMs;
  const course: Course = {};
  try {
    if (goal === "leave the queue") await giveUpWaiting(caller, context.concertId);
    else {
      const queueToken = await untilAdmitted(caller, context.concertId);
      course.waitMs = performance.now() - dueMs;
      await useThePass(caller, plan, { ...context, queueToken }, course);
    }
    return { goal, lateMs, isCutOff: false, ...course };
  } catch (error) {
    caller.giveUp();
    const failure = error instanceof Error ? error.message : String(error);
    return { goal, lateMs, isCutOff: context.signal.aborted, failure, ...course };
  }
};
