/**
 * A function that counts its own work: the module of the function, behind a handler that also says which requests it has
 * sent and how much processor time its thread has used. A request counts each time it is sent.
 */
import { subscribe } from "node:diagnostics_channel";
import { pathToFileURL } from "node:url";
import type { FunctionWork } from "#bench/efficiency/messages.ts";

interface FunctionModule {
  readonly handler: (event: unknown, context?: unknown) => Promise<unknown>;
}

const { BENCH_FUNCTION_FILE: file = "", BENCH_WORK_EVENT: workEvent } = process.env;
const own = (await import(pathToFileURL(file).href)) as FunctionModule;
let requests = 0;
subscribe("http.client.request.start", () => {
  requests += 1;
});

const work = (): FunctionWork => {
  const { user, system } = process.threadCpuUsage();
  return { requests, cpuMs: (user + system) / 1000 };
};

export const handler: FunctionModule["handler"] = (event, context) =>
  event === workEvent ? Promise.resolve(work()) : own.handler(event, context);
