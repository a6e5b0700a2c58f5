/** The thread of one function: loads its module, then runs invocations, several at once if they overlap. */
import { AsyncLocalStorage } from "node:async_hooks";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import type { Context } from "aws-lambda";
import type { Invocation, LogLevel, ThreadMessage, WorkerMessage, WorkerSetup } from "#local/lambda/messages.ts";

type Handler = (event: unknown, context: RuntimeContext) => Promise<unknown>;

const setup = workerData as WorkerSetup;
const requestIds = new AsyncLocalStorage<string>();
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

/** Lambda's JSON log format writes an object as it is and formats anything else. */
const textOf = (values: readonly unknown[]): string => {
  const [only] = values;
  if (values.length > 1 || typeof only !== "object" || only === null || only instanceof Error) return format(...values);
  return JSON.stringify(only);
};

const logAs =
  (level: LogLevel) =>
  (...values: unknown[]): void =>
    post({ kind: "log", level, requestId: requestIds.getStore(), text: textOf(values) });

Object.assign(console, {
  trace: logAs("DEBUG"),
  debug: logAs("DEBUG"),
  log: logAs("INFO"),
  info: logAs("INFO"),
  warn: logAs("WARN"),
  error: logAs("ERROR"),
});

/** The Node 24 runtime no longer has callbacks in the context, though the type still requires them. */
type RuntimeContext = Omit<Context, "done" | "fail" | "succeed">;

const contextOf = ({ id, deadlineMs }: Invocation): RuntimeContext => ({
  awsRequestId: id,
  functionName: setup.functionName,
  functionVersion: "$LATEST",
  invokedFunctionArn: setup.functionArn,
  memoryLimitInMB: String(setup.memoryMb),
  logGroupName: `/aws/lambda/${setup.functionName}`,
  logStreamName: "local",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
});

const run = async (handler: Handler, invocation: Invocation): Promise<void> => {
  const { id } = invocation;
  try {
    const result = await requestIds.run(id, () => handler(JSON.parse(invocation.event), contextOf(invocation)));
    post({ kind: "result", id, payload: JSON.stringify(result) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    requestIds.run(id, () => console.error(stack ?? message));
    post({ kind: "error", id, errorType: name, message });
  }
};

const module = (await import(pathToFileURL(setup.file).href)) as Readonly<Record<string, unknown>>;
const handler = module[setup.exportName];
if (typeof handler !== "function") throw new Error(`${setup.file} exports no function "${setup.exportName}".`);

parentPort?.on("message", (message: ThreadMessage) => {
  if (message.kind === "ping") post({ kind: "pong", id: message.id });
  else void run(handler as Handler, message.invocation);
});
post({ kind: "ready" });
