/** What the functions that look for lost messages have in common. */
import * as z from "zod/mini";
import { log } from "#functions/shared/log.ts";

export interface SweepOptions {
  /**
   * Whether to follow up whatever is not final, also what is not late yet: the messages about it are known to be lost,
   * together with their SQS queue.
   */
  readonly everyMessageLost: boolean;
}

const SweepEvent = z.object({ everyMessageLost: z.literal(true) });

/** The event is that of a schedule, unless somebody who has lost the SQS queues invokes the function. */
export const sweepOptions = (event: unknown): SweepOptions => ({
  everyMessageLost: SweepEvent.safeParse(event).success,
});

/** Collects what fails in a run, so that each part fails alone, and the run fails all the same. */
export interface Failures {
  readonly note: (error: unknown) => void;
  /** @throws AggregateError with this message if anything has failed */
  readonly throwIfAny: (message: string) => void;
}

export const collectFailures = (): Failures => {
  const errors: unknown[] = [];
  return {
    note: (error) => {
      log.error("part of a sweep failed", error);
      errors.push(error);
    },
    throwIfAny: (message) => {
      if (errors.length > 0) throw new AggregateError(errors, message);
    },
  };
};
