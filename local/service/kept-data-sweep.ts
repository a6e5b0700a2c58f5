import type { FunctionName } from "#functions/deployment.ts";
import type { FunctionHost } from "#local/lambda/function-host.ts";
import type { LocalFunction } from "#local/stack/functions.ts";

/** The functions that look for what lost messages have left undone, and what each reports. */
const SWEEPS = {
  sweepSections: { field: "holds", one: "hold" },
  sweepTopUps: { field: "topUps", one: "top-up" },
  sweepCallOffs: { field: "callOffs", one: "call-off" },
} as const satisfies Partial<Record<FunctionName, object>>;

/**
 * Sends the messages again that kept tables still need, because the SQS queues are in memory and were lost. The functions
 * are those that a schedule starts too.
 * @returns what was found, as a sentence
 * @throws Error if a sweep fails
 */
export const sweepKeptData = async (host: FunctionHost, functions: readonly LocalFunction[]): Promise<string> => {
  const counts = await Promise.all(
    Object.entries(SWEEPS).map(async ([name, { field, one }]) => {
      const count = await countFrom(host, idOf(functions, name), field);
      return `${count} ${one}${count === 1 ? "" : "s"}`;
    }),
  );
  return `Found in the kept data, and followed up: ${new Intl.ListFormat("en").format(counts)} not final.`;
};

const idOf = (functions: readonly LocalFunction[], name: string): string => {
  const sweep = functions.find(({ deploymentName }) => deploymentName === name);
  if (sweep === undefined) throw new Error(`The template has no function ${name}.`);
  return sweep.logicalId;
};

const countFrom = async (host: FunctionHost, id: string, field: string): Promise<number> => {
  const outcome = await host.invoke(id, { everyMessageLost: true });
  if (outcome.kind !== "result") throw new Error(`The kept data could not be swept. ${outcome.reason}`);
  return Number((outcome.payload as Readonly<Record<string, unknown>>)[field]);
};
