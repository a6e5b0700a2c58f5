/**
 * Runs suites on the engine that the environment names, and sends their counts to the parent process.
 * Each engine has a process of its own, because a function reads the names of its tables once.
 */
import "#test/histories/engine/sdk-interceptor.ts";
import { SUITE_TEXTS, type SuiteName } from "#test/histories/race/suite-names.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { type Counts, sum } from "#test/runner/counts.ts";

export interface Assignment {
  readonly engine: string;
  readonly suites: readonly SuiteName[];
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
}

// The parent was interrupted, or killed: nobody waits for the counts.
process.once("disconnect", () => process.exit(1));

const [text = "{}"] = process.argv.slice(2);
const { suites, ...options } = JSON.parse(text) as Assignment;

const environment = await startTestEnvironment();
const { stopSigning } = await import("#test/histories/race/user-tokens.ts");
const { SUITES } = await import("#test/histories/race/suites.ts");
const counts: Counts[] = [];
try {
  for (const suite of suites) {
    const startedMs = performance.now();
    console.log(`\n${suite}: ${SUITE_TEXTS[suite]}`);
    counts.push(await SUITES[suite](options));
    console.log(`  ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  }
} finally {
  await Promise.all([environment.stop(), stopSigning()]);
}
process.send?.(sum(counts), () => process.exit());
