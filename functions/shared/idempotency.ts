/** What the systems share of idempotency keys. Each keeps the outcome of a request under its key in its own store. */
import * as z from "zod/mini";
import { PROBLEMS, type ProblemCode } from "#contract/problems.ts";
import { Problem } from "#functions/shared/problem.ts";
import { objectOf } from "#functions/shared/stored.ts";

/** How long the outcome of a request is kept under its idempotency key. */
export const KEY_KEPT_SECONDS = 24 * 3600;

/** Marks the response to a repeated request. */
export const REPLAYED: Readonly<Record<string, string>> = { "idempotency-replayed": "true" };

/** A problem in the form in which it is stored under a key. */
export interface StoredProblem {
  readonly code: ProblemCode;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** A refusal as a field of a stored item. */
export const storedProblem = objectOf<StoredProblem>({
  code: z.custom<ProblemCode>((code) => typeof code === "string" && Object.hasOwn(PROBLEMS, code)),
  evidence: z.record(z.string(), z.unknown()),
});

/** The problem of the first request, marked as a replay. */
export const replayedProblem = ({ code, evidence }: StoredProblem): Problem =>
  new Problem(code, evidence, { headers: REPLAYED });
