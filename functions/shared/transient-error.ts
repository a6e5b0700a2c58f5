import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";

const OUTAGES = new Set([
  "ThrottlingException",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "InternalServerError",
  "InternalServiceError",
  "ServiceUnavailable",
  "TransactionConflictException",
  "TransactionInProgressException",
  "LimitExceededException",
  "TimeoutError",
  "AbortError",
]);

const NETWORK_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);

interface SdkFailure {
  readonly name?: string;
  readonly code?: string;
  readonly $retryable?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether a failure means that a store or queue is throttled or out of reach, so that a later try may go through. */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof TransactionCanceledException) {
    return (error.CancellationReasons ?? []).some((reason) => OUTAGES.has(reason.Code ?? ""));
  }
  const failure: SdkFailure = error;
  return (
    OUTAGES.has(failure.name ?? "") ||
    NETWORK_CODES.has(failure.code ?? "") ||
    failure.$retryable !== undefined ||
    (failure.$metadata?.httpStatusCode ?? 0) >= 500
  );
};
