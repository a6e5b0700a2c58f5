import {
  FetchError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
} from "aws-jwt-verify/error";

/**
 * Whether the token is bad. If not, the keys to check it with could not be fetched, which is not the caller's fault.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof JwtBaseError &&
  !(error instanceof FetchError) &&
  !(error instanceof JwksValidationError) &&
  !(error instanceof JwkValidationError) &&
  !(error instanceof JwksNotAvailableInCacheError);
