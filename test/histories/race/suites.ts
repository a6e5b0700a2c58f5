/** The parts of the suite, on the engine that the environment names. Import after startTestEnvironment(). */
import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { Progress } from "#test/histories/engine/progress.ts";
import { Tally, tallyReport } from "#test/histories/engine/tally.ts";
import { runCampaign } from "#test/histories/race/campaign.ts";
import { CONFLICTS, CONTENDED, playConflicts, STORMS } from "#test/histories/race/contention.ts";
import { playFaults } from "#test/histories/race/crash-points.ts";
import { playDuplicates } from "#test/histories/race/duplicates.ts";
import { playSeries, SERIES } from "#test/histories/race/hold-end-races.ts";
import { CONTROLS } from "#test/histories/race/mutation-checks.ts";
import { failureReport, historyReport } from "#test/histories/race/report.ts";
import { SCENARIOS, type Scenario } from "#test/histories/race/scenarios.ts";
import type { PartName } from "#test/histories/race/suite-names.ts";
import { ENDERS, playHalves } from "#test/histories/race/two-step-expiry.ts";
import { type Counts, sum } from "#test/runner/counts.ts";

export interface PartOptions {
  readonly engine: string;
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
}

/** Plays under way at once: enough to keep the engine busy. */
const AT_ONCE = 12;
/** The same of scenarios, each with as many plays of its own. */
const SCENARIOS_AT_ONCE = 4;
const PLAYS_OF_EACH = 4;

const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

const histories = async ({ engine, runs, seed, path }: PartOptions): Promise<Counts> => {
  const tally = new Tally();
  const progress = new Progress(runs);
  const campaign = { runs, atOnce: AT_ONCE, seed, path, shrinks: path === undefined, tally, onPlayed: progress.count };
  const { failure } = await runCampaign(campaign);
  progress.end();
  if (failure) {
    console.log(`\nFAILED ${historyReport(engine, failure)}\n`);
    return FAILED;
  }
  console.log(`  ok: ${runs} histories, ${progress.perSecond.toFixed(1)} a second`);
  console.log(tallyReport(tally));
  return PASSED;
};

/** Plays something, and counts it as one test. */
const one = async (what: string, play: () => Promise<string>): Promise<Counts> => {
  try {
    console.log(`  ok: ${what}, ${await play()}`);
    return PASSED;
  } catch (error) {
    console.log(`\nFAILED ${failureReport(what, error)}\n`);
    return FAILED;
  }
};

/** Plays one after the other; what is played at once is within each of them. */
const each = async <T>(items: readonly T[], act: (item: T) => Promise<Counts>): Promise<Counts> => {
  const counts: Counts[] = [];
  for (const item of items) counts.push(await act(item));
  return sum(counts);
};

/** Plays all scenarios in a way that says what it came to. */
const scenarios = async (play: (scenario: Scenario) => Promise<string>): Promise<Counts> => {
  const counts: Counts[] = [];
  await forEachLimit(SCENARIOS, SCENARIOS_AT_ONCE, async (scenario) => {
    counts.push(await one(`${scenario.useCase} ${scenario.what}`, () => play(scenario)));
  });
  return sum(counts);
};

const crashPoints = (): Promise<Counts> =>
  scenarios(async (scenario) => `${await playFaults(scenario, PLAYS_OF_EACH)} faults`);

const duplicates = (): Promise<Counts> =>
  scenarios(async (scenario) => `${await playDuplicates(scenario, PLAYS_OF_EACH)} overlaps`);

const boundary = async (): Promise<Counts> => {
  const meetings = await each([...new Set(SERIES.map(({ rival }) => rival))], (rival) =>
    one(`payment and ${rival}`, async () => {
      const series = SERIES.filter((some) => some.rival === rival);
      let meetings = 0;
      await forEachLimit(series, AT_ONCE, async (some) => {
        const played = await playSeries(some);
        meetings += played;
      });
      return `${meetings} meetings`;
    }),
  );
  const halves = await each(ENDERS, (ender) =>
    one(`${ender} between the two halves of a reminder`, async () => `${await playHalves(ender, AT_ONCE)} meetings`),
  );
  return sum([meetings, halves]);
};

const storms = async (): Promise<Counts> => {
  const conflicts = await one("every use case, with conflicts", async () => {
    const plays = CONTENDED.flatMap((scenario) => CONFLICTS.map((count) => ({ scenario, count })));
    await forEachLimit(plays, AT_ONCE, ({ scenario, count }) => playConflicts(scenario, count));
    return `${plays.length} plays`;
  });
  const crowds = await each(STORMS, ({ what, play }) => one(what, () => play().then(() => "for real")));
  return sum([conflicts, crowds]);
};

const controls = ({ seed }: PartOptions): Promise<Counts> =>
  each(CONTROLS, async ({ guard, by, play }) => {
    const missed = await play({ seed, atOnce: AT_ONCE });
    const verdict = missed === undefined ? "NOT CAUGHT" : `caught ${missed.split("\n", 1).join()}`;
    console.log(`  ${guard.invariants}, by ${by}, not heeding that ${guard.promise}: ${verdict}`);
    return missed === undefined ? FAILED : PASSED;
  });

export const PARTS: Readonly<Record<PartName, (options: PartOptions) => Promise<Counts>>> = {
  histories,
  "crash-points": crashPoints,
  duplicates,
  boundary,
  storms,
  controls,
};
