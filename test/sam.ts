/** `npm run test:sam`: the functions in Lambda's own runtime, in the containers of the SAM CLI. */
import { delimiter } from "node:path";
import { parseArgs } from "node:util";
import { closingLine } from "#test/runner/counts.ts";
import { endCommands } from "#test/runner/run-command.ts";
import { runChecks } from "#test/sam/checks.ts";
import { type Engine, provideEngine } from "#test/sam/engine.ts";
import { removeImages } from "#test/sam/lambda-image.ts";
import { endServices } from "#test/sam/sam-service.ts";
import { provideTools } from "#test/sam/tools.ts";

const HELP = `Usage: npm run test:sam

Makes an image as Lambda's are of this machine's own files, pulls none, and runs the functions in it: one with "sam local
invoke", then all behind "npm run sam", with "npm run demo" and three files of the conformance suite through it. In the end
no container, network or engine may be left.

It uses the Docker engine of this machine, or as root starts one where dockerd is installed. It installs the SAM CLI and
AWS's runtime interface client under .encore/sam, once. What is missing is reported, and then nothing is run.

The last line is "N passed, M failed". The exit code is 0 if nothing failed, even if nothing could be run.`;

/** Checks that are not run without an engine; the three files count as one each. */
const CHECKS = 9;

const notRun = (reason: string): void => {
  const rule = "=".repeat(80);
  console.log(
    `${rule}\nNOT RUN: ${reason}.\nWhether the functions run in Lambda's own runtime has not been tested.\n${rule}\n`,
  );
  console.log(closingLine({ passed: 0, failed: 0, skipped: CHECKS }));
};

let engine: Engine | undefined;
const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    interrupted.abort();
    endCommands();
    void endServices()
      .then(() => engine?.stop())
      .finally(() => process.exit(130));
  });
}

const run = async (): Promise<void> => {
  const { values } = parseArgs({ options: { help: { type: "boolean", short: "h", default: false } } });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const tools = await provideTools();
  if (typeof tools === "string") {
    notRun(tools);
    return;
  }
  process.env["PATH"] = [tools.samFolder, process.env["PATH"]].join(delimiter);
  const provided = await provideEngine();
  if (typeof provided === "string") {
    notRun(provided);
    return;
  }
  engine = provided;
  console.log(`Docker: ${engine.what}`);
  try {
    const counts = await runChecks(tools);
    process.exitCode = counts.failed > 0 ? 1 : 0;
    await removeImages();
    await engine.stop();
    console.log(`\n${closingLine(counts)}`);
  } catch (error) {
    await engine.stop();
    throw error;
  }
};

try {
  await run();
} catch (error) {
  if (!interrupted.signal.aborted) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
