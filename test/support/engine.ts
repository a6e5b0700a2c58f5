import { startEngine as startOwnEngine } from "#local/dynamodb/dynamodb-engine.ts";
import type { EngineName } from "#local/dynamodb/programs.ts";

/** The variable with the address of the engine that all test files share, set by the program that runs Jest. */
export const ENGINE_VARIABLE = "ENCORE_TEST_DYNAMODB";

export interface TestEngine {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Returns the engine that test files share, if there is one, or starts one. */
export const startEngine = async (name?: EngineName): Promise<TestEngine> => {
  const endpoint = process.env[ENGINE_VARIABLE];
  if (endpoint !== undefined) return { endpoint, stop: () => Promise.resolve() };
  const { endpoint: own, stop } = await startOwnEngine(undefined, name);
  return { endpoint: own, stop };
};
