/** Some people who want the same thing at the same moment, each until there is a final response. */
import { setTimeout as delay } from "node:timers/promises";
import { countingRequests } from "#bench/contention/request-counter.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isTransient } from "#functions/shared/transient-error.ts";

/** Problems after which a client has to ask again, and the wait that it is told to make at least. */
const ASKED_AGAIN: Readonly<Record<string, number>> = {
  REQUEST_IN_PROGRESS: 1000,
  TOO_MANY_REQUESTS: 1000,
  UNAVAILABLE: 1000,
};
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

export interface Rivalry {
  readonly rivals: number;
  readonly endings: readonly Ending[];
  /** To DynamoDB, of all together. */
  readonly requests: number;
}

/** @throws the error if a function would not know what to make of it either */
const codeOf = (error: unknown): string => {
  if (error instanceof Problem) return error.code;
  if (isTransient(error)) return "UNAVAILABLE";
  throw error;
};

const persist = async (ask: () => Promise<unknown>): Promise<Ending> => {
  const startedMs = performance.now();
  const ended = (code: string, tries: number): Ending => ({ code, tries, ms: performance.now() - startedMs });
  for (let tries = 1; ; tries += 1) {
    try {
      await ask();
      return ended("OK", tries);
    } catch (error) {
      const code = codeOf(error);
      const waitMs = ASKED_AGAIN[code];
      if (waitMs === undefined || tries === TRIES_MAX) return ended(code, tries);
      // Clients that were refused at the same time must not ask again at the same time.
      await delay(waitMs * (1 + Math.random()));
    }
  }
};

/** @param requests what each of them asks for. @throws the first error, once all have ended */
export const rival = async (requests: readonly (() => Promise<unknown>)[]): Promise<Rivalry> => {
  const { result, requests: sent } = await countingRequests(() => Promise.allSettled(requests.map(persist)));
  const endings = result.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
  return { rivals: requests.length, endings, requests: sent };
};

/** How many ended with each code. */
export const codesOf = ({ endings }: Rivalry): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { code } of endings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
};
