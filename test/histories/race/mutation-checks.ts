/** Takes what guards the promises away, one at a time, and sees that each part of the suite misses it. */
import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { Tally } from "#test/histories/engine/tally.ts";
import { runCampaign } from "#test/histories/race/campaign.ts";
import { STORMS } from "#test/histories/race/contention.ts";
import { playFaults } from "#test/histories/race/crash-points.ts";
import { GUARDS, type Guard } from "#test/histories/race/guards.ts";
import { playSeries, SERIES, type Series } from "#test/histories/race/hold-end-races.ts";
import { SCENARIOS, type Scenario } from "#test/histories/race/scenarios.ts";
import { type Ender, playHalves } from "#test/histories/race/two-step-expiry.ts";

/** A guard, and what has to miss it. */
export interface Control {
  readonly guard: Guard;
  readonly by: string;
  /** @returns how it was missed, or undefined if it was not */
  readonly play: (options: ControlOptions) => Promise<string | undefined>;
}

interface ControlOptions {
  readonly seed: number;
  readonly atOnce: number;
}

/** A guard that is not missed in so many histories is not watched by them. */
const HISTORIES_MAX = 400;

const byHistories = (guard: Guard): Control => ({
  guard,
  by: "histories",
  play: async (options) => {
    const campaign = { ...options, runs: HISTORIES_MAX, shrinks: false, guard, tally: new Tally() };
    const { played, failure } = await runCampaign(campaign);
    return failure && `after ${played}: ${failure.error.message}`;
  },
});

const byPlay = (guard: Guard, by: string, play: (atOnce: number) => Promise<unknown>): Control => ({
  guard,
  by,
  play: async ({ atOnce }) => {
    try {
      await play(atOnce);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
});

const byFaults = (guard: Guard, useCase: Scenario["useCase"]): Control =>
  byPlay(guard, `faults of ${useCase}`, async (atOnce) => {
    for (const scenario of SCENARIOS.filter((each) => each.useCase === useCase)) {
      await playFaults(scenario, atOnce, guard);
    }
  });

const byMeeting = (guard: Guard, rival: Series["rival"]): Control =>
  byPlay(guard, `payment and ${rival}`, (atOnce) =>
    forEachLimit(
      SERIES.filter((series) => series.rival === rival),
      atOnce,
      (series) => playSeries(series, guard),
    ),
  );

const byHalves = (guard: Guard, ender: Ender): Control =>
  byPlay(guard, `${ender} between the halves of a reminder`, (atOnce) => playHalves(ender, atOnce, guard));

const byCrowd = (guard: Guard, invariant: string): Control =>
  byPlay(guard, `crowd of ${invariant}`, async () => {
    for (const storm of STORMS.filter(({ what }) => what.startsWith(invariant))) await storm.play(guard);
  });

/** What is missed only if four calls come in one order is left to the plays that try every order. */
export const CONTROLS: readonly Control[] = [
  byHistories(GUARDS["seat is free"]),
  byHistories(GUARDS["all or nothing"]),
  byHistories(GUARDS["held until its end"]),
  byHistories(GUARDS["free from its end"]),
  byHistories(GUARDS["late reminder"]),
  byHistories(GUARDS["expiry of a hold"]),
  byHistories(GUARDS["seat limit"]),
  byHistories(GUARDS["state of the account"]),
  byHistories(GUARDS["state of a charge"]),
  byHistories(GUARDS["seats as they were"]),
  byFaults(GUARDS["all or nothing"], "hold"),
  byFaults(GUARDS["payment in one piece"], "pay"),
  byMeeting(GUARDS["expiry of a hold"], "reminder"),
  byMeeting(GUARDS["seat is its own"], "hold by somebody else"),
  byHalves(GUARDS["payment of a hold"], "pay"),
  byHalves(GUARDS["release of a hold"], "release"),
  byHalves(GUARDS["extension of a hold"], "extend"),
  byCrowd(GUARDS["seat is free"], "S1"),
  byCrowd(GUARDS["state of the account"], "M1"),
  byCrowd(GUARDS["state of a charge"], "M1"),
];
