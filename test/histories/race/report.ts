/** How a play ended, for people. */
import { BrokenScenario } from "#test/histories/race/broken-scenario.ts";
import type { Failure } from "#test/histories/race/campaign.ts";
import { BrokenPromise } from "#test/histories/race/promise.ts";

/** A long story ends with what matters. */
const LINES_MAX = 60;

const told = (story: readonly string[]): readonly string[] => story.slice(-LINES_MAX).map((line) => `  ${line}`);

const stackOf = (error: Error): readonly string[] => (error instanceof BrokenPromise ? [] : ["", error.stack ?? ""]);

/** What went wrong in a play, and how it came about step by step. */
export const failureReport = (what: string, error: unknown): string => {
  if (!(error instanceof BrokenScenario)) return `${what}: ${error instanceof Error ? error.stack : String(error)}`;
  return [`${what}: ${error.message}`, "", ...told(error.story), ...stackOf(error.cause)].join("\n");
};

/** The same of a history, and how to see it again. */
export const historyReport = (engine: string, { history, story, error, seed, path }: Failure): string =>
  [
    `histories: ${error.message}`,
    "",
    ...Object.entries(history.setup).map(([name, value]) => `  ${name}: ${value}`),
    "",
    ...told(story),
    ...stackOf(error),
    "",
    `To play it again: npm run test:race -- --engine ${engine} --only histories --seed ${seed} --path ${path}`,
  ].join("\n");
