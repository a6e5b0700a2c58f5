/** Plays many histories, several at once, until one breaks a promise; then looks for a shorter one that does. */
import fc from "fast-check";
import type { Tally } from "#test/histories/engine/tally.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import { type History, histories } from "#test/histories/race/history.ts";
import { BrokenHistory, Player } from "#test/histories/race/history-runner.ts";

export interface Campaign {
  readonly runs: number;
  /** Histories under way at once. The first is played from this seed, the second from the next, and so on. */
  readonly atOnce: number;
  readonly seed: number;
  /** Of a failure that is to be played again, with its seed. */
  readonly path?: string | undefined;
  readonly shrinks: boolean;
  readonly guard?: Guard | undefined;
  readonly tally: Tally;
  readonly onPlayed?: () => void;
}

export interface Failure {
  readonly seed: number;
  readonly path: string;
  readonly history: History;
  readonly story: readonly string[];
  readonly error: Error;
}

/** Shortening ends then, whether or not there may be a shorter one. */
const SHORTENING_MS_MAX = 60_000;

export const runCampaign = async (
  campaign: Campaign,
): Promise<{ readonly played: number; readonly failure: Failure | undefined }> => {
  const { runs, atOnce, seed, path, shrinks, guard, tally } = campaign;
  let played = 0;
  let failing: number | undefined;
  let failedAtMs = 0;
  let failure: Failure | undefined;

  const playShare = async (index: number): Promise<void> => {
    const property = fc.asyncProperty(histories, fc.scheduler(), async (history, scheduler) => {
      // One failure is enough: the others run out, while a shorter history is looked for.
      if (failing !== undefined && (failing !== index || performance.now() - failedAtMs > SHORTENING_MS_MAX)) return;
      try {
        await Player.play(history, scheduler, tally, guard);
      } catch (error) {
        if (failing === undefined) {
          failing = index;
          failedAtMs = performance.now();
          played += 1;
        }
        if (failing === index) throw error;
      }
      if (failing !== undefined) return;
      played += 1;
      campaign.onPlayed?.();
    });
    const details = await fc.check(property, {
      seed: seed + index,
      numRuns: Math.ceil((runs - index) / atOnce),
      endOnFailure: !shrinks,
      ...(path !== undefined && { path }),
    });
    if (!details.failed) return;
    const { errorInstance, counterexample, counterexamplePath } = details;
    if (!(errorInstance instanceof BrokenHistory) || counterexample === null) throw errorInstance;
    const [history] = counterexample;
    failure = {
      seed: seed + index,
      path: counterexamplePath,
      history,
      story: errorInstance.story,
      error: errorInstance.cause,
    };
  };

  const shares = path === undefined ? Math.min(atOnce, runs) : 1;
  await Promise.all(Array.from({ length: shares }, (_, index) => playShare(index)));
  return { played, failure };
};
