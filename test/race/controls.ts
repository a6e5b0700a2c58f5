/** Takes what guards the promises away, one at a time, and sees that each part of the suite misses it. */
import { eachOf } from "#test/race/at-once.ts";
import { playSeries, SERIES } from "#test/race/boundary.ts";
import { runCampaign } from "#test/race/campaign.ts";
import { playFaults } from "#test/race/crash-points.ts";
import { GUARDS, type Guard } from "#test/race/guards.ts";
import { SCENARIOS } from "#test/race/scenarios.ts";
import { STORMS } from "#test/race/storms.ts";
import { Tally } from "#test/support/tally.ts";

export interface Control {
  readonly part: "histories" | "crash points" | "boundary" | "storms";
  readonly guard: Guard;
}

/** A guard that is not missed in so many histories is not watched by them. */
const HISTORIES_MAX = 400;

/** Every guard by the histories, and one that each other part has to miss. */
export const CONTROLS: readonly Control[] = [
  ...Object.values(GUARDS).map((guard) => ({ part: "histories" as const, guard })),
  ...(
    [
      ["crash points", "payment in one piece"],
      ["crash points", "all or nothing"],
      ["boundary", "expiry of a hold"],
      ["boundary", "seat is its own"],
      ["storms", "seat is free"],
      ["storms", "state of the account"],
      ["storms", "state of a charge"],
    ] as const
  ).map(([part, name]) => ({ part, guard: GUARDS[name] })),
];

/** @returns how it was caught, or undefined if it was not */
export const playControl = async (
  { part, guard }: Control,
  { seed, atOnce }: { readonly seed: number; readonly atOnce: number },
): Promise<string | undefined> => {
  if (part === "histories") {
    const { played, failure } = await runCampaign({
      runs: HISTORIES_MAX,
      atOnce,
      seed,
      shrinks: false,
      guard,
      tally: new Tally(),
    });
    return failure && `after ${played}: ${failure.error.message}`;
  }
  try {
    if (part === "crash points") for (const scenario of SCENARIOS) await playFaults(scenario, atOnce, guard);
    if (part === "boundary") await eachOf(SERIES, atOnce, (series) => playSeries(series, guard));
    if (part === "storms") for (const storm of STORMS) await storm.play(guard);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
