import { setTimeout as delay } from "node:timers/promises";
import { engineForData } from "#local/dynamodb/data-engine.ts";
import { freePort } from "#local/dynamodb/free-port.ts";
import { startGuarded } from "#local/dynamodb/guarded-child.ts";
import { chooseEngine, type EngineName } from "#local/dynamodb/programs.ts";

export interface Engine {
  /** The program's name, for people. */
  readonly name: string;
  /** What people should know about it. */
  readonly note: string | undefined;
  readonly endpoint: string;
  /** Resolves when the engine ends by itself, with the last text it wrote. Never rejects. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Long, because the machine may be busy; an engine that ends instead is noticed at once. */
const START_SECONDS_MAX = 120;
const POLL_MS = 50;

/**
 * Starts a DynamoDB engine on a free port and waits until it answers.
 * @param dataDir Folder to keep the data in; without it, data are kept in memory.
 * @param name The engine to start in memory; without it, the best one that this machine can run.
 * @throws Error if no engine can run on this machine, or it does not answer within two minutes.
 */
export const startEngine = async (dataDir?: string, name?: EngineName): Promise<Engine> => {
  const program = dataDir === undefined ? await chooseEngine(name) : await engineForData(dataDir);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const { died, stop } = startGuarded(program.command, program.parameters(port, dataDir), program.environment);
  try {
    await Promise.race([
      untilItAnswers(endpoint),
      died.then((lastWords) => {
        throw new Error(`${program.name} ended during its start. ${lastWords}`.trim());
      }),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { name: program.name, note: program.note, endpoint, died, stop };
};

/** @throws Error if nothing answers at the address in time. Any response counts, even a refusal. */
export const untilItAnswers = async (endpoint: string, secondsMax = START_SECONDS_MAX): Promise<void> => {
  const giveUpAt = Date.now() + secondsMax * 1000;
  while (Date.now() < giveUpAt) {
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
      return;
    } catch {
      await delay(POLL_MS);
    }
  }
  throw new Error(`Nothing answers at ${endpoint} after ${secondsMax} s.`);
};
