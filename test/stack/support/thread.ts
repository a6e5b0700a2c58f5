import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

interface HandlerCall {
  /** The bundled module. */
  readonly file: string;
  /** All of its environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** The event for its handler; without it, the module is only loaded. */
  readonly event?: unknown;
}

const SCRIPT = `
const { parentPort, workerData } = require("node:worker_threads");
import(workerData.url).then(async ({ handler }) => {
  if (typeof handler !== "function") throw new Error("It exports no handler.");
  parentPort.postMessage("event" in workerData ? await handler(workerData.event) : "loaded");
});
`;

/**
 * Loads a bundle as Lambda would, in a thread with its own environment.
 * @returns the handler's result, or "loaded"
 * @throws any error of loading or calling it
 */
export const runInThread = async ({ file, environment, ...call }: HandlerCall): Promise<unknown> => {
  const worker = new Worker(SCRIPT, {
    eval: true,
    execArgv: [],
    env: environment,
    workerData: { url: pathToFileURL(file).href, ...call },
  });
  try {
    const [result] = (await once(worker, "message")) as [unknown];
    return result;
  } finally {
    await worker.terminate();
  }
};
