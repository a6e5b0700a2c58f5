import { join } from "node:path";
import type { FunctionName } from "#functions/deployment.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { FunctionHost, type ServiceEndpoints } from "#local/lambda/function-host.ts";
import type { FunctionLog } from "#local/lambda/function-log.ts";
import type { LocalFunction } from "#local/stack/functions.ts";

/** A use case that finds what is not final. It runs with the variables of the function that handles its messages. */
interface Sweep {
  readonly file: string;
  readonly exportName: string;
  readonly handledBy: FunctionName;
  readonly one: string;
}

const SWEEPS: readonly Sweep[] = [
  {
    file: "functions/reservations/sweep-holds.ts",
    exportName: "sweepHolds",
    handledBy: "expireHold",
    one: "hold",
  },
  {
    file: "functions/balance/sweep-top-ups.ts",
    exportName: "sweepTopUps",
    handledBy: "checkTopUps",
    one: "top-up",
  },
];

/** A sweep may read a whole table. */
const TIMEOUT_SECONDS = 120;

const functionOf = ({ file, exportName, handledBy }: Sweep, functions: readonly LocalFunction[]): LocalFunction => {
  const handler = functions.find(({ deploymentName }) => deploymentName === handledBy);
  if (handler === undefined) throw new Error(`The template has no function ${handledBy}.`);
  return {
    ...handler,
    logicalId: exportName,
    file: join(PROJECT_DIR, file),
    exportName,
    timeoutSeconds: TIMEOUT_SECONDS,
  };
};

interface SweepOptions {
  readonly functions: readonly LocalFunction[];
  readonly endpoints: ServiceEndpoints;
  readonly log: FunctionLog;
}

/**
 * Sends the messages again that kept tables still need, because the SQS queues are in memory and were lost.
 * @returns what was found, as a sentence
 * @throws Error if a sweep fails
 */
export const sweepKeptData = async ({ functions, endpoints, log }: SweepOptions): Promise<string> => {
  const host = new FunctionHost({ functions: SWEEPS.map((sweep) => functionOf(sweep, functions)), endpoints, log });
  try {
    const counts = await Promise.all(SWEEPS.map((sweep) => countOf(sweep, host)));
    return `Found in the kept data, and followed up: ${counts.join(" and ")} not final.`;
  } finally {
    await host.stop();
  }
};

const countOf = async ({ exportName, one }: Sweep, host: FunctionHost): Promise<string> => {
  const outcome = await host.invoke(exportName, {});
  if (outcome.kind !== "result") throw new Error(`The kept data could not be swept. ${outcome.reason}`);
  const count = Number(outcome.payload);
  return `${count} ${one}${count === 1 ? "" : "s"}`;
};
