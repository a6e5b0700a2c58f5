import {
  FetchError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
} from "aws-jwt-verify/error";
import { Problem, type ProblemCode } from "#functions/shared/problems.ts";

/** Tells a token that is refused from a key set that is out of reach: the first is the caller's fault, the second ours. */
export const tokenFailure = (error: unknown, refusal: ProblemCode): Problem => {
  const refused =
    error instanceof JwtBaseError &&
    !(error instanceof FetchError) &&
    !(error instanceof JwksValidationError) &&
    !(error instanceof JwkValidationError) &&
    !(error instanceof JwksNotAvailableInCacheError);
  return refused ? new Problem(refusal, {}, { cause: error }) : new Problem("UNAVAILABLE", {}, { cause: error });
};
