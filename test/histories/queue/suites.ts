/** The suites of `npm run test:queue`. */
import type { HistorySuite } from "#test/histories/engine/history-suite.ts";
import { histories } from "#test/histories/queue/arbitrary-history.ts";
import type { Guard } from "#test/histories/queue/guards.ts";
import type { History, Setup } from "#test/histories/queue/history.ts";
import { runHistory } from "#test/histories/queue/history-runner.ts";
import type { OpenQueue, QueueUnderTest } from "#test/histories/queue/queue-under-test.ts";
import { RulesQueue } from "#test/histories/queue/rules-queue.ts";

export const HISTORY_SUITES = ["rules", "store"] as const;
export const SUITE_NAMES = [...HISTORY_SUITES, "mutation-checks"] as const;
export type SuiteName = (typeof SUITE_NAMES)[number];

/** Random histories on one kind of queue. */
export interface QueueSuite extends HistorySuite<History> {
  readonly name: (typeof HISTORY_SUITES)[number];
  readonly what: string;
  /** @param without the guard to switch off, for a mutation check */
  readonly open: (concertId: string, setup: Setup, without?: Guard) => Promise<QueueUnderTest>;
}

const openRules: QueueSuite["open"] = (concertId, setup, without) =>
  Promise.resolve(new RulesQueue(concertId, setup, without));

const suite = (
  { open, ...details }: Pick<QueueSuite, "name" | "what" | "concurrency" | "open">,
  openModel?: OpenQueue,
): QueueSuite => ({
  ...details,
  open,
  inputs: histories,
  run: (history, tally) => runHistory(history, { open, openModel, tally }),
});

export const rulesSuite = suite({
  name: "rules",
  what: "random histories by the pure rules, in memory",
  concurrency: 1,
  open: openRules,
});

/** Enough histories at once to keep the engine busy. */
const STORE_CONCURRENCY = 24;

/** Call it after startTestEnvironment(). */
export const storeSuite = async (): Promise<QueueSuite> => {
  const { StoreQueue } = await import("#test/histories/queue/store-queue.ts");
  const open: QueueSuite["open"] = (concertId, setup, without) => StoreQueue.open(concertId, setup, without);
  const what = "random histories by the stores and use cases, on DynamoDB Local";
  return suite({ name: "store", what, concurrency: STORE_CONCURRENCY, open }, openRules);
};
