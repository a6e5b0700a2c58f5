/** Starts the service in a process of its own, so that neither the load nor the bare requests use its threads. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ServiceAddresses, ServiceMessage, ServiceWork, WorkQuestion } from "#bench/efficiency/messages.ts";

const PROGRAM = join(import.meta.dirname, "service-program.ts");

export interface ServiceProcess extends ServiceAddresses {
  /** What a function has done since its thread began. One question at a time. */
  readonly workOf: (functionName: string) => Promise<ServiceWork>;
  readonly stop: () => Promise<void>;
}

/** @throws Error with what the service said if it ends or fails instead of saying something */
const nextMessage = async (child: ChildProcess): Promise<Exclude<ServiceMessage, { kind: "error" }>> => {
  const heard = new AbortController();
  const { signal } = heard;
  try {
    const [message] = (await Promise.race([
      once(child, "message", { signal }),
      once(child, "exit", { signal }).then(() => [{ kind: "error", error: "The service ended." }]),
    ])) as [ServiceMessage];
    if (message.kind === "error") throw new Error(message.error);
    return message;
  } finally {
    heard.abort();
  }
};

/** @throws Error if the service can't start */
export const startServiceProcess = async (): Promise<ServiceProcess> => {
  const child = fork(PROGRAM, [], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    if (child.connected) child.disconnect();
    await ended;
  };
  try {
    const message = await nextMessage(child);
    if (message.kind !== "ready") throw new Error(`The service said "${message.kind}" before it was ready.`);
    return {
      ...message.addresses,
      workOf: async (functionName) => {
        child.send({ functionName } satisfies WorkQuestion);
        const answer = await nextMessage(child);
        if (answer.kind !== "work") throw new Error(`The service said "${answer.kind}" when asked for its work.`);
        return answer.work;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
