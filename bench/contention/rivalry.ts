/** Some people who want the same thing at the same moment, each until there is a final response. */
import { setTimeout as delay } from "node:timers/promises";
import { countingRequests, type RequestCounts } from "#bench/contention/request-counter.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isTransient } from "#functions/shared/transient-error.ts";

/** Problems after which a client has to ask again. */
const ASKED_AGAIN = new Set(["REQUEST_IN_PROGRESS", "TOO_MANY_REQUESTS", "UNAVAILABLE"]);
/** The wait that it is told to make at least, unless Retry-After says more. */
const WAIT_MS_DEFAULT = 1000;
const TRIES_MAX = 25;

/** How it ended for one of them. */
export interface Ending {
  /** "OK", or the code of the problem. */
  readonly code: string;
  /** From the first request to the last response, waits included. */
  readonly ms: number;
  /** Requests of this client to the service. */
  readonly tries: number;
}

/** With the requests to DynamoDB of all together. */
export interface Rivalry extends RequestCounts {
  readonly rivals: number;
  readonly endings: readonly Ending[];
}

/** @throws the error if a function would not know what to make of it either */
const codeOf = (error: unknown): string => {
  if (error instanceof Problem) return error.code;
  if (isTransient(error)) return "UNAVAILABLE";
  throw error;
};

const waitMsOf = (error: unknown): number =>
  error instanceof Problem ? Number(error.headers["retry-after"] ?? 1) * 1000 : WAIT_MS_DEFAULT;

const persist = async (ask: () => Promise<unknown>): Promise<Ending> => {
  const startedMs = performance.now();
  const ended = (code: string, tries: number): Ending => ({ code, tries, ms: performance.now() - startedMs });
  for (let tries = 1; ; tries += 1) {
    try {
      await ask();
      return ended("OK", tries);
    } catch (error) {
      const code = codeOf(error);
      if (!ASKED_AGAIN.has(code) || tries === TRIES_MAX) return ended(code, tries);
      // Clients that were refused at the same time must not ask again at the same time.
      await delay(waitMsOf(error) + WAIT_MS_DEFAULT * Math.random());
    }
  }
};

/** @param requests what each of them asks for. @throws the first error, once all have ended */
export const rival = async (requests: readonly (() => Promise<unknown>)[]): Promise<Rivalry> => {
  const { result, counts } = await countingRequests(() => Promise.allSettled(requests.map(persist)));
  const endings = result.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
  return { rivals: requests.length, endings, ...counts };
};

/** How many ended with each code. */
export const codesOf = ({ endings }: Rivalry): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { code } of endings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
};
