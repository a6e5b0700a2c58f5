/** `npm start`: runs Encore on this machine. */
import "#cli/node-version.mjs";
import { styleText } from "node:util";
import { UsageError } from "#cli/options.ts";
import { seedDemo } from "#local/seed/seed.ts";
import { Cleanup } from "#local/service/cleanup.ts";
import { printStep } from "#local/service/progress.ts";
import { writeReadyFile } from "#local/service/ready-file.ts";
import { startService } from "#local/service/service.ts";
import { HELP, readStartOptions, type StartOptions } from "#local/service/start-options.ts";
import { welcome } from "#local/service/welcome.ts";

const cleanup = new Cleanup();

/** Only the first reason to end is reported: stopping the parts causes others. */
let isEnding = false;

const end = async (code: number, reason?: string): Promise<void> => {
  if (isEnding) return;
  isEnding = true;
  if (reason !== undefined)
    process.stderr.write(`${styleText("red", "encore:", { stream: process.stderr })} ${reason}\n`);
  await cleanup.run();
  process.exit(code);
};

const start = async (options: StartOptions): Promise<void> => {
  console.log(styleText("bold", `Starting Encore, stage ${options.stage}`));
  const service = await startService(options, { cleanup, step: printStep });
  void service.died.then((reason) => end(1, reason));
  const concerts =
    options.seed === "demo"
      ? await printStep("demo concerts created", seedDemo({ ...service, dataDir: options.dataDir }))
      : [];
  if (options.readyFile !== undefined) cleanup.add(await writeReadyFile(options.readyFile, service));
  console.log(`  ready after ${process.uptime().toFixed(1)} s`);
  console.log(welcome(service, concerts));
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // A second signal must not end the process in the middle of its clean-up.
  process.on(signal, () => void end(0));
}

try {
  const options = readStartOptions();
  if (options) await start(options);
  else console.log(HELP);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  await end(1, error instanceof UsageError ? reason : `The service can't start. ${reason}`);
}
