import {
  FetchError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
} from "aws-jwt-verify/error";

/** Whether it is the token that is bad. Otherwise the keys to check it with are out of reach, which is our trouble. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof JwtBaseError &&
  !(error instanceof FetchError) &&
  !(error instanceof JwksValidationError) &&
  !(error instanceof JwkValidationError) &&
  !(error instanceof JwksNotAvailableInCacheError);
