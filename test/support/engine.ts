import { startEngine as startOwnEngine } from "#local/dynamodb/dynamodb-engine.ts";
import type { EngineName } from "#local/dynamodb/programs.ts";

/** Set by whoever runs Jest: the engine that all test files share. */
export const ENGINE_VARIABLE = "ENCORE_TEST_DYNAMODB";

export interface TestEngine {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** The engine that test files share if whoever runs Jest has started one, else one of the caller's own. */
export const startEngine = async (name?: EngineName): Promise<TestEngine> => {
  const endpoint = process.env[ENGINE_VARIABLE];
  if (endpoint !== undefined) return { endpoint, stop: () => Promise.resolve() };
  const { endpoint: own, stop } = await startOwnEngine(undefined, name);
  return { endpoint: own, stop };
};
