/** Mutation checks: a test that can't fail proves nothing, so each guard is switched off once and has to be missed. */
import { type Campaign, runCampaign } from "#test/histories/engine/campaign.ts";
import { FAILED, PASSED } from "#test/histories/engine/single-test.ts";
import { type Counts, sum } from "#test/runner/counts.ts";

export interface MutationCheck {
  /** What the guard ensures while it is on. */
  readonly ensures: string;
  /** Which tests have to notice that it is off, for people. */
  readonly by: string;
  /** Runs those tests with the guard off. */
  readonly run: () => Promise<MutationResult>;
}

export interface MutationResult {
  readonly isCaught: boolean;
  /** How it was caught, or how much has been tried in vain. */
  readonly evidence: string;
}

export const runMutationChecks = async (checks: readonly MutationCheck[]): Promise<Counts> => {
  const counts: Counts[] = [];
  for (const { ensures, by, run } of checks) {
    const { isCaught, evidence } = await run();
    console.log(`  ${isCaught ? "caught" : "NOT CAUGHT"} by ${by}: without "${ensures}", ${evidence}`);
    counts.push(isCaught ? PASSED : FAILED);
  }
  return sum(counts);
};

/** Caught if one of the histories fails; nobody needs the shortest. */
export const caughtByCampaign = async <Input>(
  campaign: Omit<Campaign<Input>, "shrinks" | "path" | "onPassed" | "onFailed">,
): Promise<MutationResult> => {
  const { ran, counterexample } = await runCampaign({ ...campaign, shrinks: false });
  return counterexample === undefined
    ? { isCaught: false, evidence: `${ran} histories passed` }
    : { isCaught: true, evidence: `history ${ran} failed: ${counterexample.failure.message}` };
};

/** Caught if the run fails. */
export const caughtByRun = async (run: () => Promise<unknown>): Promise<MutationResult> => {
  try {
    await run();
    return { isCaught: false, evidence: "everything passed" };
  } catch (error) {
    const [firstLine = ""] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
    return { isCaught: true, evidence: firstLine };
  }
};
