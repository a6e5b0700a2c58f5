import { run, tailOf } from "#test/deploy/programs.ts";
import type { Surroundings } from "#test/deploy/run.ts";
import type { StepResult } from "#test/deploy/step-list.ts";

/** How many users a test may take from the deployed pool at once. */
const USERS_MAX = 24;
const FILE_SECONDS_MAX = 400;

const countIn = (output: string, outcome: string): number =>
  Number(new RegExp(`^Tests:.*?(\\d+) ${outcome}`, "m").exec(output)?.[1] ?? 0);

/** Runs one file of the conformance suite against the deployed stage. @throws Error with its output if a test fails */
export const conformanceFile = async (
  file: string,
  service: { readonly url: string; readonly tokenCommand: string },
  surroundings: Surroundings,
): Promise<StepResult> => {
  const args = ["--url", service.url, "--token-command", service.tokenCommand, "--users-max", `${USERS_MAX}`];
  const { code, output } = await run(process.execPath, ["test/conformance/run.ts", ...args, "--only", file], {
    ...surroundings,
    secondsMax: FILE_SECONDS_MAX,
  });
  const [passed, failed, skipped] = ["passed", "failed", "skipped"].map((outcome) => countIn(output, outcome));
  if (code !== 0 || !passed) console.log(tailOf(output));
  const counts = { passed: passed ?? 0, failed: failed || (code !== 0 || !passed ? 1 : 0), skipped: skipped ?? 0 };
  return { counts, note: `${counts.passed} passed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}` };
};
