/** How a failed run is reported. */
import { FailedRun } from "#test/histories/engine/failed-run.ts";
import { BrokenInvariant } from "#test/histories/engine/invariant.ts";

/** The end of a long story is what matters. */
const STORY_LINES_MAX = 100;

const storyLines = (story: readonly string[]): readonly string[] => {
  const skipped = story.length - STORY_LINES_MAX;
  return [
    ...(skipped > 0 ? [`  (${skipped} earlier queues)`] : []),
    ...story.slice(-STORY_LINES_MAX).map((queue) => `  ${queue}`),
  ];
};

/** A broken invariant explains itself; of any other error the stack is needed. */
const stackOf = (error: Error): readonly string[] =>
  error instanceof BrokenInvariant ? [] : ["", error.stack ?? error.message];

/**
 * What went wrong, and how it happened queue by queue.
 * @param replay the command that runs it again
 */
export const failureReport = (what: string, error: unknown, replay?: string): string => {
  if (!(error instanceof FailedRun)) return `${what}: ${error instanceof Error ? error.stack : String(error)}`;
  const setup = Object.entries(error.setup).map(([name, value]) => `  ${name}: ${value}`);
  return [
    `${what}: ${error.message}`,
    ...(setup.length > 0 ? ["", ...setup] : []),
    "",
    ...storyLines(error.story),
    ...stackOf(error.cause),
    ...(replay === undefined ? [] : ["", `To run it again: ${replay}`]),
  ].join("\n");
};
