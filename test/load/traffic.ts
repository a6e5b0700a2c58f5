/** One request and what came of it. */
export interface Exchange {
  readonly call: string;
  /** HTTP status; NO_ANSWER if the connection broke or nothing came in time. */
  readonly status: number;
  /** Whether the answer said when to ask again. */
  readonly saysWhen: boolean;
  /** From sending to the answer, without the wait for a connection. */
  readonly ms: number;
}

export const NO_ANSWER = 0;

/** What is wrong with an answer, if anything: a service may ask for patience, and no more. */
const fault = ({ call, status, saysWhen }: Exchange): string | undefined => {
  if (status === NO_ANSWER) return `${call} got no answer`;
  if (status === 429 || status === 503) return saysWhen ? undefined : `${call} answered ${status} without Retry-After`;
  return status >= 500 ? `${call} answered ${status}` : undefined;
};

/** Answers that no client may get, by call and status, each with how many there were. */
export const failedExchanges = (exchanges: readonly Exchange[]): readonly string[] =>
  Array.from(Map.groupBy(exchanges, fault), ([what, { length }]) =>
    what === undefined ? [] : [`${what} (${length})`],
  ).flat();

/** The value that so large a share of the values do not pass; 0 of none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};
