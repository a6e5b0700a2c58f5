/** Refusals of somebody who is not inside. Pure. */
import type { ProblemError } from "#client/problem-error.ts";
import type { ProblemCode } from "#contract/problems.ts";

const IS_OVER: Readonly<Partial<Record<ProblemCode | "UNKNOWN", boolean>>> = {
  NOT_ADMITTED: false,
  QUEUE_TOKEN_REQUIRED: false,
  QUEUE_TOKEN_NOT_FOUND: false,
  QUEUE_TOKEN_INVALID: true,
  QUEUE_TOKEN_EXPIRED: true,
};

/** Whether the turn is over, by a refusal of somebody who is not inside; undefined for any other refusal. */
export const isTurnOver = ({ code }: Pick<ProblemError, "code">): boolean | undefined => IS_OVER[code];
