/** A run that counts as one test. */
import { failureReport } from "#test/histories/engine/report.ts";
import type { Counts } from "#test/runner/counts.ts";

export const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

/** @param run returns what it did, for people */
export const runTest = async (what: string, run: () => Promise<string>): Promise<Counts> => {
  try {
    console.log(`  ok: ${what}, ${await run()}`);
    return PASSED;
  } catch (error) {
    console.log(`\nFAILED ${failureReport(what, error)}\n`);
    return FAILED;
  }
};
