/** Runs many random histories, several at once, until one fails; then looks for the shortest one that fails. */
import fc from "fast-check";
import { FailedRun } from "#test/histories/engine/failed-run.ts";

export interface Campaign<Input> {
  /** Generates what a run needs: a history, and a scheduler for those that interleave calls. */
  readonly inputs: fc.Arbitrary<Input>;
  /** @throws FailedRun */
  readonly run: (input: Input) => Promise<void>;
  readonly runs: number;
  /** Histories in progress at once. Each of these shares has a seed of its own: `seed`, `seed + 1`, and so on. */
  readonly concurrency: number;
  readonly seed: number;
  /** Of a counterexample to run again, with its seed. */
  readonly path?: string | undefined;
  /** Whether to look for a shorter counterexample. */
  readonly shrinks: boolean;
  /** When to stop looking, whether or not there may be a shorter one. */
  readonly shrinkSecondsMax?: number;
  readonly onPassed?: () => void;
  readonly onFailed?: () => void;
}

export interface Counterexample {
  readonly seed: number;
  readonly path: string;
  readonly failure: FailedRun;
}

export interface CampaignResult {
  /** Histories run, without those that only looked for a shorter counterexample. */
  readonly ran: number;
  readonly counterexample: Counterexample | undefined;
}

/** The first failure of a campaign: of which share it is, and when it happened. */
interface FirstFailure {
  readonly share: number;
  readonly atMs: number;
}

export const runCampaign = async <Input>(campaign: Campaign<Input>): Promise<CampaignResult> => {
  const { inputs, runs, concurrency, seed, path, shrinks, shrinkSecondsMax = Number.POSITIVE_INFINITY } = campaign;
  let ran = 0;
  let first: FirstFailure | undefined;
  let counterexample: Counterexample | undefined;

  const isShrinking = (share: number): boolean =>
    first?.share === share && performance.now() - first.atMs <= shrinkSecondsMax * 1000;

  const runShare = async (share: number): Promise<void> => {
    const property = fc.asyncProperty(inputs, async (input) => {
      // One failure is enough: the other shares run out while this one looks for a shorter history.
      if (first !== undefined && !isShrinking(share)) return;
      try {
        await campaign.run(input);
      } catch (error) {
        if (first === undefined) {
          first = { share, atMs: performance.now() };
          ran += 1;
          campaign.onFailed?.();
        }
        if (first.share === share) throw error;
      }
      if (first !== undefined) return;
      ran += 1;
      campaign.onPassed?.();
    });
    const details = await fc.check(property, {
      seed: seed + share,
      numRuns: Math.ceil((runs - share) / concurrency),
      endOnFailure: !shrinks,
      ...(path !== undefined && { path }),
    });
    if (!details.failed) return;
    const { errorInstance, counterexamplePath } = details;
    if (!(errorInstance instanceof FailedRun) || counterexamplePath === null) throw errorInstance;
    counterexample = { seed: seed + share, path: counterexamplePath, failure: errorInstance };
  };

  const shares = path === undefined ? Math.min(concurrency, runs) : 1;
  await Promise.all(Array.from({ length: shares }, (_, share) => runShare(share)));
  return { ran, counterexample };
};
