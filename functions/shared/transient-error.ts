import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";

/** Names of SDK errors, and the codes of a cancelled transaction's parts. */
const TRANSIENT_CODES = new Set([
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

/** Whether an error means that an AWS service is throttled or out of reach, so that a later try may succeed. */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof TransactionCanceledException) {
    return (error.CancellationReasons ?? []).some((reason) => TRANSIENT_CODES.has(reason.Code ?? ""));
  }
  const failure: SdkFailure = error;
  return (
    TRANSIENT_CODES.has(failure.name ?? "") ||
    NETWORK_CODES.has(failure.code ?? "") ||
    failure.$retryable !== undefined ||
    (failure.$metadata?.httpStatusCode ?? 0) >= 500
  );
};
