/** Plays the suite on the engine that the environment names, and tells its parent how it went: a function reads its tables' names once. */
import "#test/histories/race/sdk-interceptor.ts";
import { PART_NAMES, type PartName } from "#test/histories/race/suite-names.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { type Counts, sum } from "#test/runner/counts.ts";

export interface Assignment {
  readonly engine: string;
  readonly parts: readonly PartName[];
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
}

const [text = "{}"] = process.argv.slice(2);
const { parts, ...options } = JSON.parse(text) as Assignment;

const world = await startTestEnvironment();
const { stopSigning } = await import("#test/histories/race/user-tokens.ts");
const { PARTS } = await import("#test/histories/race/suites.ts");
const counts: Counts[] = [];
try {
  for (const part of parts) {
    const startedMs = performance.now();
    console.log(`\n${part}: ${PART_NAMES[part]}`);
    counts.push(await PARTS[part](options));
    console.log(`  ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  }
} finally {
  await Promise.all([world.stop(), stopSigning()]);
}
process.send?.(sum(counts), () => process.exit());
