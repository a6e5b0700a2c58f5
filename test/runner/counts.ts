import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { PROJECT_DIR } from "#test/runner/run-command.ts";

/** How the tests of one part ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of failed tests with the reasons, as far as they are known. */
  readonly failures?: readonly string[];
}

interface JestTestFile {
  readonly name: string;
  /** Why the file could not be run; empty if it was. */
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[] | null;
  }[];
}

interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly wasInterrupted: boolean;
  readonly testResults: readonly JestTestFile[];
}

const REASON_CHARACTERS_MAX = 1500;

const failuresIn = ({ name, message, assertionResults }: JestTestFile): readonly string[] => {
  const failed = assertionResults.filter(({ status }) => status === "failed");
  const reasons = failed.map(({ fullName, failureMessages }) => `${fullName}\n${(failureMessages ?? []).join("\n")}`);
  const all = reasons.length === 0 && message !== "" ? [message] : reasons;
  return all.map((reason) =>
    `${relative(PROJECT_DIR, name)}: ${stripVTControlCharacters(reason)}`.slice(0, REASON_CHARACTERS_MAX),
  );
};

/**
 * Reads the counts from a results file of Jest. A test file that could not be run counts as one failed test, so that it
 * can't go unnoticed; so does a run that was interrupted or wrote no file.
 */
export const countsIn = async (file: string): Promise<Counts> => {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(text) as JestResults;
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites + (results.wasInterrupted ? 1 : 0),
    skipped: results.numPendingTests + results.numTodoTests,
    failures: results.testResults.flatMap(failuresIn),
  };
};

export const sum = (counts: readonly Counts[]): Counts => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
  skipped: counts.reduce((total, { skipped }) => total + skipped, 0),
  failures: counts.flatMap(({ failures = [] }) => failures),
});

/** The last line of a run, from which other programs read its result. */
export const closingLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
