/** Plays many histories, several at once, until one breaks an invariant; then looks for the shortest that does. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { Tally } from "#test/histories/engine/tally.ts";
import { histories } from "#test/histories/queue/arbitrary-history.ts";
import { settle } from "#test/histories/queue/drain.ts";
import type { History, Setup } from "#test/histories/queue/history.ts";
import { Player } from "#test/histories/queue/history-runner.ts";
import { agree, isComparable } from "#test/histories/queue/model-agreement.ts";
import type { LineUnderTest } from "#test/histories/queue/queue-under-test.ts";

/** Makes a new line, of a concert of its own. */
export type OpenLine = (concertId: string, setup: Setup) => Promise<LineUnderTest>;

export interface Failure {
  readonly seed: number;
  readonly path: string;
  readonly setup: Setup;
  /** A line a step, the last one being where it went wrong. */
  readonly story: readonly string[];
  readonly error: Error;
}

export interface Campaign {
  readonly openLine: OpenLine;
  /** The line that this one has to agree with, where that can be told. */
  readonly openModel?: OpenLine;
  readonly runs: number;
  /** Histories under way at once. The first is played from this seed, the second from the next, and so on. */
  readonly atOnce: number;
  readonly seed: number;
  /** Of a failure that is to be played again, with its seed. */
  readonly path?: string | undefined;
  /** Whether the shortest history that fails is looked for. */
  readonly shrinks: boolean;
  readonly tally: Tally;
  readonly onPlayed?: () => void;
  readonly onFailed?: () => void;
}

export interface Outcome {
  readonly played: number;
  readonly failure: Failure | undefined;
}

/** What a history came to that went wrong. */
class FailedHistory extends Error {
  readonly story: readonly string[];
  override readonly cause: Error;

  constructor(story: readonly string[], cause: Error) {
    super(cause.message, { cause });
    this.story = story;
    this.cause = cause;
  }
}

const playOut = async (campaign: Campaign, history: History): Promise<void> => {
  const { openLine, openModel, tally } = campaign;
  const player = await newPlayer(openLine, history, tally);
  try {
    for (const step of history.steps) await player.take(step);
    if (openModel && isComparable(history)) {
      const model = await newPlayer(openModel, history, new Tally());
      for (const step of history.steps) await model.take(step);
      agree(player.snapshot, model.snapshot);
      tally.count("histories compared");
    }
    tally.count("invocations that crashed", player.standingStill);
    player.story.push("From here on, the line is left to itself.");
    await settle(player);
  } catch (error) {
    throw new FailedHistory(player.story, error instanceof Error ? error : new Error(String(error)));
  }
};

const newPlayer = async (openLine: OpenLine, { setup }: History, tally: Tally): Promise<Player> => {
  const line = await openLine(`con_${randomUUID()}`, setup);
  return new Player(line, await line.look(), tally);
};

export const runCampaign = async (campaign: Campaign): Promise<Outcome> => {
  const { runs, atOnce, seed, path, shrinks } = campaign;
  let played = 0;
  /** Which of those at once has found a failure first. */
  let failing: number | undefined;
  let failure: Failure | undefined;

  const playShare = async (index: number): Promise<void> => {
    const property = fc.asyncProperty(histories, async (history) => {
      // One failure is enough: the others run out, while the shortest history is looked for.
      if (failing !== undefined && failing !== index) return;
      try {
        await playOut(campaign, history);
      } catch (error) {
        if (failing === undefined) {
          failing = index;
          played += 1;
          campaign.onFailed?.();
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
    if (!(errorInstance instanceof FailedHistory) || counterexample === null) throw errorInstance;
    failure = {
      seed: seed + index,
      path: counterexamplePath,
      setup: counterexample[0].setup,
      story: errorInstance.story,
      error: errorInstance.cause,
    };
  };

  const shares = path === undefined ? Math.min(atOnce, runs) : 1;
  await Promise.all(Array.from({ length: shares }, (_, index) => playShare(index)));
  return { played, failure };
};
