import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

interface HandlerCall {
  /** The bundled module. */
  readonly file: string;
  /** Its environment variables: these and no others. */
  readonly environment: Readonly<Record<string, string>>;
  /** What to call its handler with; it is only loaded if absent. */
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
 * Loads a bundle as Lambda would, in a thread with an environment of its own.
 * @returns What its handler returned, or "loaded".
 * @throws What loading or calling it threw.
 */
export const runInThread = async ({ file, environment, ...call }: HandlerCall): Promise<unknown> => {
  const worker = new Worker(SCRIPT, {
    eval: true,
    execArgv: [],
    env: environment,
    workerData: { url: pathToFileURL(file).href, ...call },
  });
  try {
    const [answer] = (await once(worker, "message")) as [unknown];
    return answer;
  } finally {
    await worker.terminate();
  }
};
