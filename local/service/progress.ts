import { styleText } from "node:util";

/** Waits for a step and reports when it is done and how long it took. */
export type Step = <Result>(what: string, work: Promise<Result>) => Promise<Result>;

/** Writes each step to the terminal as it ends. */
export const printStep: Step = async (what, work) => {
  const startedMs = performance.now();
  const result = await work;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`  ${styleText("green", "✓")} ${what} ${styleText("dim", `${seconds} s`)}`);
  return result;
};
