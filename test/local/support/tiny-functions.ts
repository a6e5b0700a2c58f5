import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionHost } from "#local/lambda/function-host.ts";
import { FunctionLog } from "#local/lambda/function-log.ts";
import type { LocalFunction } from "#local/stack/functions.ts";

export interface TinyFunctions {
  readonly host: FunctionHost;
  readonly stop: () => Promise<void>;
}

const NOWHERE = "http://127.0.0.1:9";

/** Runs functions from the text of their modules, each of which exports `handler`, in real threads. */
export const runTinyFunctions = async (
  modules: Readonly<Record<string, string>>,
  given: Partial<LocalFunction> = {},
  limits: { readonly waitingMax?: number } = {},
): Promise<TinyFunctions> => {
  const folder = await mkdtemp(join(tmpdir(), "encore-functions-"));
  const functions = await Promise.all(
    Object.entries(modules).map(async ([name, code]): Promise<LocalFunction> => {
      const file = join(folder, `${name}.mjs`);
      await writeFile(file, code);
      return {
        logicalId: name,
        name,
        deploymentName: name,
        file,
        exportName: "handler",
        timeoutSeconds: 10,
        memoryMb: 128,
        environment: {},
        ...given,
      };
    }),
  );
  const log = new FunctionLog({ verbose: false, file: join(folder, "log") });
  const host = new FunctionHost({
    functions,
    endpoints: { dynamodb: NOWHERE, sqs: NOWHERE, aws: NOWHERE },
    log,
    ...limits,
  });
  return {
    host,
    stop: async () => {
      await host.stop();
      log.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
