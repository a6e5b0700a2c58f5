/** Runs suites on one engine: starts the engine, and a process that the suites run in. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { EngineName } from "#local/dynamodb/programs.ts";
import type { Assignment } from "#test/histories/race/suite-process.ts";
import type { Counts } from "#test/runner/counts.ts";
import { type SharedEngine, shareEngine } from "#test/support/shared-engine.ts";

export interface EngineResult {
  readonly counts: Counts;
  /** What has not been shown yet. */
  readonly output: string;
}

interface EngineRun {
  readonly engine: Promise<SharedEngine>;
  child?: ChildProcess;
}

const running = new Set<EngineRun>();

const end = async (run: EngineRun): Promise<void> => {
  running.delete(run);
  const { stop } = await run.engine;
  run.child?.kill("SIGKILL");
  await stop();
};

/** Ends the engines and processes under way or starting, so that an interrupted run leaves nothing behind. */
export const endEngineRuns = async (): Promise<void> => {
  await Promise.all([...running].map(end));
};

/** @param isShown whether the output goes to the terminal as it comes; else the caller has to show it */
export const runOnEngine = async (
  engineName: EngineName,
  assignment: Omit<Assignment, "engine">,
  isShown: boolean,
): Promise<EngineResult> => {
  const run: EngineRun = { engine: shareEngine(engineName) };
  running.add(run);
  const { environment } = await run.engine;
  const file = fileURLToPath(import.meta.resolve("#test/histories/race/suite-process.ts"));
  const argument: Assignment = { engine: engineName, ...assignment };
  const child = fork(file, [JSON.stringify(argument)], {
    env: { ...process.env, ...environment },
    silent: !isShown,
  });
  run.child = child;
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  let counts: Counts | undefined;
  child.once("message", (message) => {
    counts = message as Counts;
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (running.has(run)) await end(run);
  // A process that breaks off counts as a failed test, whatever it has shown.
  if (counts === undefined) output += `The suites broke off with exit code ${code}.\n`;
  return { output, counts: counts ?? { passed: 0, failed: 1, skipped: 0 } };
};
