import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { LOCAL_REGION } from "#local/stack/physical-names.ts";

export interface SqsServer {
  readonly endpoint: string;
  /** Resolves when the server ends by itself, with the reason. Never rejects. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts an SQS server in its own thread, on a free port. Its queues are kept in memory. */
export const startSqs = async (host = "127.0.0.1"): Promise<SqsServer> => {
  const worker = new Worker(new URL(import.meta.resolve("#local/sqs/sqs-worker.ts")), {
    execArgv: [],
    workerData: { host, region: LOCAL_REGION },
  });
  const [address] = (await once(worker, "message")) as [string];
  const died = once(worker, "exit").then(
    () => "Its thread ended.",
    (error: unknown) => String(error),
  );
  return {
    endpoint: `http://127.0.0.1:${new URL(address).port}`,
    died,
    stop: async () => {
      await worker.terminate();
    },
  };
};
