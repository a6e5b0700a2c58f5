/** `npm run sam`: runs the HTTP functions in SAM's containers and everything else as npm start does. */
import "#cli/node-version.mjs";
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readOptions, UsageError, wholeNumber } from "#cli/options.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { beginLifetime } from "#local/process/lifetime.ts";
import { containerVariables, samTemplate } from "#local/sam/container-view.ts";
import { requireSam } from "#local/sam/programs.ts";
import { printStep } from "#local/service/progress.ts";
import { type Prepared, prepare, runFunctions, type ServiceOptions } from "#local/service/service.ts";

const HELP = `Usage: npm run sam -- [--port N]

Runs the HTTP API with "sam local start-api", together with the tables, SQS queues, identity provider and background
functions of npm start. It needs the AWS SAM CLI and a running Docker engine.

  --port N   port of the API (default 3000); the identity provider uses the next port
  --help     show this help`;

const { cleanup, end } = beginLifetime();

/** Writes SAM's input: the template beside its assets, and the variables of each function by its logical id. */
const writeSamFiles = async ({ assembly, functions, endpoints }: Prepared) => {
  const variables = new Map(functions.map((lambda) => [lambda.logicalId, containerVariables(lambda, endpoints)]));
  const folder = join(PROJECT_DIR, ".encore");
  await mkdir(folder, { recursive: true });
  const templateFile = join(assembly.assemblyDir, "sam.template.json");
  const variablesFile = join(folder, "sam-env-vars.json");
  await writeFile(templateFile, JSON.stringify(samTemplate(assembly.template, variables)));
  await writeFile(variablesFile, JSON.stringify(Object.fromEntries(variables), null, 2));
  return { templateFile, variablesFile };
};

const run = async (): Promise<void> => {
  const values = readOptions(
    { port: { type: "string", default: "3000" }, help: { type: "boolean", default: false } },
    "sam",
  );
  if (values.help) {
    console.log(HELP);
    return;
  }
  const port = wholeNumber("port", values.port, 1, 65_534);
  await requireSam();
  const options: ServiceOptions = {
    // Containers connect from Docker's network, not from loopback.
    host: "0.0.0.0",
    port,
    stage: "dev",
    dataDir: undefined,
    holdSeconds: undefined,
    tickSeconds: undefined,
    dynamodb: undefined,
    sqs: undefined,
    without: [],
    verbose: false,
  };
  const context = { cleanup, step: printStep };
  const prepared = await prepare(options, port, context);
  await runFunctions(options, prepared, context);
  const { templateFile, variablesFile } = await writeSamFiles(prepared);
  void prepared.died.then((reason) => end(1, reason));
  startSam(port, templateFile, variablesFile);
};

const startSam = (port: number, templateFile: string, variablesFile: string): void => {
  const options = {
    template: templateFile,
    "env-vars": variablesFile,
    host: "0.0.0.0",
    port: String(port),
    "warm-containers": "LAZY",
    // Docker Desktop knows this name; Docker on Linux does not.
    "add-host": "host.docker.internal:host-gateway",
  };
  const sam = spawn(
    "sam",
    ["local", "start-api", ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])],
    { stdio: "inherit" },
  );
  sam.once("error", (error) => void end(1, `sam could not be started: ${error.message}`));
  sam.once("exit", (code) => void end(code ?? 1, `sam ended with code ${code}.`));
  cleanup.add(() => {
    sam.kill("SIGTERM");
  });
};

try {
  await run();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  await end(1, error instanceof UsageError ? reason : `SAM can't start. ${reason}`);
}
