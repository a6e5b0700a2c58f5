/** Switches off the guards in turn: the suite that is nearest to each has to notice. */
import fc from "fast-check";
import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import {
  caughtByCampaign,
  caughtByRun,
  type MutationCheck,
  type MutationResult,
} from "#test/histories/engine/mutation-check.ts";
import { Tally } from "#test/histories/engine/tally.ts";
import { histories } from "#test/histories/race/arbitrary-history.ts";
import { CROWDS, runCrowd } from "#test/histories/race/contention.ts";
import { runCrashPoints } from "#test/histories/race/crash-points.ts";
import { GUARDS, type Guard } from "#test/histories/race/guards.ts";
import { runHistory } from "#test/histories/race/history-runner.ts";
import { type Rival, runSeries, seriesAgainst } from "#test/histories/race/hold-end-races.ts";
import { SCENARIOS, type Scenario } from "#test/histories/race/scenarios.ts";
import { type HolderAction, runTwoStepExpiry } from "#test/histories/race/two-step-expiry.ts";

interface CheckOptions {
  readonly seed: number;
  readonly concurrency: number;
}

/** A guard that nothing misses in this many histories is not tested by them. */
const HISTORIES_MAX = 400;

interface Check {
  readonly guard: Guard;
  readonly by: string;
  readonly run: (options: CheckOptions) => Promise<MutationResult>;
}

const byHistories = (guard: Guard): Check => ({
  guard,
  by: "histories",
  run: (options) =>
    caughtByCampaign({
      ...options,
      inputs: fc.tuple(histories, fc.scheduler()),
      run: ([history, scheduler]) => runHistory(history, scheduler, new Tally(), guard),
      runs: HISTORIES_MAX,
    }),
});

const byCrashPoints = (guard: Guard, useCase: Scenario["useCase"]): Check => ({
  guard,
  by: `faults of ${useCase}`,
  run: ({ concurrency }) =>
    caughtByRun(async () => {
      for (const scenario of SCENARIOS.filter((each) => each.useCase === useCase)) {
        await runCrashPoints(scenario, concurrency, guard);
      }
    }),
});

const byRaces = (guard: Guard, rival: Rival): Check => ({
  guard,
  by: `races of payment and ${rival}`,
  run: ({ concurrency }) =>
    caughtByRun(() => forEachLimit(seriesAgainst(rival), concurrency, (series) => runSeries(series, guard))),
});

const byTwoStepExpiry = (guard: Guard, action: HolderAction): Check => ({
  guard,
  by: `${action} between the two steps of a reminder`,
  run: ({ concurrency }) => caughtByRun(() => runTwoStepExpiry(action, concurrency, guard)),
});

const byCrowd = (guard: Guard, invariant: string): Check => ({
  guard,
  by: `crowd of ${invariant}`,
  run: () =>
    caughtByRun(async () => {
      for (const crowd of CROWDS.filter(({ what }) => what.startsWith(invariant))) await runCrowd(crowd, guard);
    }),
});

/** A guard that is missed only if four calls come in one order is left to the suites that try every order. */
const CHECKS: readonly Check[] = [
  byHistories(GUARDS["seat is free"]),
  byHistories(GUARDS["all or nothing"]),
  byHistories(GUARDS["held until its end"]),
  byHistories(GUARDS["free from its end"]),
  byHistories(GUARDS["late reminder"]),
  byHistories(GUARDS["expiry of a hold"]),
  byHistories(GUARDS["seat limit"]),
  byHistories(GUARDS["state of the account"]),
  byHistories(GUARDS["state of a top-up"]),
  byHistories(GUARDS["seats as they were"]),
  byCrashPoints(GUARDS["all or nothing"], "hold"),
  byCrashPoints(GUARDS["payment in one piece"], "pay"),
  byRaces(GUARDS["expiry of a hold"], "reminder"),
  byRaces(GUARDS["price as read"], "change of prices"),
  byRaces(GUARDS["seat is its own"], "hold by someone else"),
  byTwoStepExpiry(GUARDS["payment of a hold"], "pay"),
  byTwoStepExpiry(GUARDS["release of a hold"], "release"),
  byTwoStepExpiry(GUARDS["extension of a hold"], "extend"),
  byCrowd(GUARDS["seat is free"], "S1"),
  byCrowd(GUARDS["state of the account"], "M1"),
  byCrowd(GUARDS["state of a top-up"], "M1"),
];

export const mutationChecks = (options: CheckOptions): readonly MutationCheck[] =>
  CHECKS.map(({ guard, by, run }) => ({
    ensures: guard.ensures,
    by: `${by} (${guard.invariants})`,
    run: () => run(options),
  }));
