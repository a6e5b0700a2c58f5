/** Retries and timeouts of every AWS client: a call that hangs is aborted well before the function's own timeout. */
export const CLIENT_SETTINGS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 4000, throwOnRequestTimeout: true },
} as const;
