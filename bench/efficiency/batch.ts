/** Calls by as many callers as there are on either side, each of whom makes the next call once the last is answered. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";

export const CALLERS = 32;

export type Call = () => Promise<unknown>;

export interface Batch {
  readonly seconds: number;
  /** That this process has sent over HTTP, those that were sent again among them. */
  readonly requests: number;
  /** Of this process. */
  readonly cpuMs: number;
}

const SENT = "http.client.request.start";

/** @throws the first error of a call: then another thing was measured than was meant */
export const runBatch = async (calls: readonly Call[]): Promise<Batch> => {
  let requests = 0;
  const count = (): void => {
    requests += 1;
  };
  subscribe(SENT, count);
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  try {
    await forEachLimit(
      calls,
      CALLERS,
      (call) => call(),
      (error) => {
        throw error;
      },
    );
    const seconds = (performance.now() - startedMs) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { seconds, requests, cpuMs: (user + system) / 1000 };
  } finally {
    unsubscribe(SENT, count);
  }
};
