import { styleText } from "node:util";
import { UsageError } from "#cli/options.ts";
import type { Lifetime } from "#local/process/lifetime.ts";
import { seedDemo } from "#local/seed/seed.ts";
import { printStep } from "#local/service/progress.ts";
import { writeReadyFile } from "#local/service/ready-file.ts";
import { startService } from "#local/service/service.ts";
import { HELP, readStartOptions, type StartOptions } from "#local/service/start-options.ts";
import { welcome } from "#local/service/welcome.ts";

const start = async (options: StartOptions, { cleanup, end }: Lifetime): Promise<void> => {
  console.log(styleText("bold", `Starting Encore, stage ${options.stage}`));
  const service = await startService(options, { cleanup, step: printStep });
  void service.died.then((reason) => end(1, reason));
  const concerts =
    options.seed === "demo" ? await seedDemo({ ...service, dataDir: options.dataDir, step: printStep }) : [];
  if (options.readyFile !== undefined) cleanup.add(await writeReadyFile(options.readyFile, service));
  console.log(`  ready after ${process.uptime().toFixed(1)} s`);
  console.log(welcome(service, concerts));
};

/** Does what the command line of `npm start` says, and ends the process if that fails. */
export const runCommandLine = async (lifetime: Lifetime): Promise<void> => {
  try {
    const options = readStartOptions();
    if (options) await start(options, lifetime);
    else console.log(HELP);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await lifetime.end(1, error instanceof UsageError ? reason : `The service can't start. ${reason}`);
  }
};
