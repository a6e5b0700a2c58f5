/** How a play ended, for people. */
import { BrokenInvariant } from "#test/histories/queue/broken.ts";
import type { Failure } from "#test/histories/queue/campaign.ts";

/** What went wrong, how it came about step by step, and how to see it again. */
export const failureReport = (play: string, { setup, story, error, seed, path }: Failure): string => {
  const { seed: drawSeed, ...settings } = setup;
  return [
    `${play}: ${error.message}`,
    "",
    ...Object.entries(settings).map(([name, value]) => `  ${name}: ${value}`),
    `  seed of the draw: ${drawSeed.slice(0, 2)}…`,
    "",
    ...story.map((line) => `  ${line}`),
    "",
    ...(error instanceof BrokenInvariant ? [] : [error.stack ?? "", ""]),
    `To play it again: npm run test:queue -- --only ${play} --seed ${seed} --path ${path}`,
  ].join("\n");
};
