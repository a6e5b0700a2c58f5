import { JwkValidationError, JwtBaseError } from "aws-jwt-verify/error";
import type { ProblemCode } from "#contract/problems.ts";
import { KeysUnavailableError } from "#functions/shared/key-set.ts";
import { Problem } from "#functions/shared/problem.ts";

/**
 * The problem behind a failed verification: the refusal if the token is bad. If it could not be checked, or its issuer
 * publishes a key that can't be used, that is not the caller's fault: UNAVAILABLE.
 */
export const tokenProblem = (error: unknown, refusal: ProblemCode): Problem => {
  const isRefused = error instanceof JwtBaseError && !(error instanceof JwkValidationError);
  if (isRefused) return new Problem(refusal, {}, { cause: error });
  const seconds = error instanceof KeysUnavailableError ? error.retryAfterSeconds : undefined;
  return new Problem("UNAVAILABLE", {}, { cause: error, ...(seconds !== undefined && { retryAfterSeconds: seconds }) });
};
