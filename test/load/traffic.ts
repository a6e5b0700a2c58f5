/** One request and its response. */
export interface Exchange {
  readonly call: string;
  /** HTTP status; NO_RESPONSE if the connection broke or no response came in time. */
  readonly status: number;
  /** Whether the response said when to retry. */
  readonly saysWhen: boolean;
  /** From the request to the response, without the wait for a connection. */
  readonly ms: number;
}

export const NO_RESPONSE = 0;

/** What is wrong with a response, if anything. A service may ask for a retry, but not fail. */
export const fault = ({ call, status, saysWhen }: Exchange): string | undefined => {
  if (status === NO_RESPONSE) return `${call} got no response`;
  if (status === 429 || status === 503) return saysWhen ? undefined : `${call} answered ${status} without Retry-After`;
  return status >= 500 ? `${call} answered ${status}` : undefined;
};

/** Responses that no client may get, by call and status, each with its count. */
export const failedExchanges = (exchanges: readonly Exchange[]): readonly string[] =>
  Array.from(Map.groupBy(exchanges, fault), ([what, { length }]) =>
    what === undefined ? [] : [`${what} (${length})`],
  ).flat();

/** The value that this share of the values does not exceed; 0 for no values. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};
