/** `npm run sam`: runs the HTTP functions in SAM's containers and everything else as npm start does. */
import "#cli/node-version.mjs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { oneOf, readOptions, UsageError, wholeNumber } from "#cli/options.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { beginLifetime } from "#local/process/lifetime.ts";
import { ARCHITECTURE, containerVariables, samTemplate } from "#local/sam/container-view.ts";
import { createNetwork, removeLeftNetworks } from "#local/sam/containers.ts";
import { requireSam } from "#local/sam/programs.ts";
import { startSamApi, whenResponding } from "#local/sam/start-api.ts";
import { samWelcome } from "#local/sam/welcome.ts";
import { seedDemo } from "#local/seed/seed.ts";
import { printStep } from "#local/service/progress.ts";
import { writeReadyFile } from "#local/service/ready-file.ts";
import { DEFAULT_OPTIONS, type Prepared, prepare, runFunctions, type ServiceOptions } from "#local/service/service.ts";

const HELP = `Usage: npm run sam -- [--port N] [--image NAME] [--seed demo|none] [--ready-file FILE]

Runs the HTTP API with "sam local start-api", together with the tables, SQS queues, identity provider and background
functions of npm start. It needs the AWS SAM CLI and a running Docker engine. The stack's functions are for arm64; here
they run on the processor of this machine.

  --port N            port of the API (default 3000); the identity provider uses the next port
  --image NAME        run functions in this image, which the Docker engine already has; by default SAM pulls AWS's
  --seed demo|none    create demo concerts or start empty (default demo)
  --ready-file FILE   write {url, issuer, dynamodb, sqs, pid} as JSON when ready
  --help              show this help`;

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

const readSamOptions = () => {
  const values = readOptions(
    {
      port: { type: "string", default: "3000" },
      image: { type: "string" },
      seed: { type: "string", default: "demo" },
      "ready-file": { type: "string" },
      help: { type: "boolean", default: false },
    },
    "sam",
  );
  if (values.help) return undefined;
  return {
    port: wholeNumber("port", values.port, 1, 65_534),
    image: values.image,
    seed: oneOf("seed", values.seed, ["demo", "none"]),
    readyFile: values["ready-file"],
  };
};

const run = async (): Promise<void> => {
  const values = readSamOptions();
  if (values === undefined) {
    console.log(HELP);
    return;
  }
  await requireSam();
  const options: ServiceOptions = {
    ...DEFAULT_OPTIONS,
    // Containers connect from Docker's network, not from loopback.
    host: "0.0.0.0",
    port: values.port,
  };
  const context = { cleanup, step: printStep };
  const prepared = await prepare(options, values.port, context);
  await runFunctions(options, prepared, context);
  void prepared.died.then((reason) => end(1, reason));
  console.log(`  functions run on ${ARCHITECTURE}, this machine's processor; on AWS they run on arm64`);
  await serve(prepared, values);
};

/** Serves the API from containers, and brings the demo concerts. */
const serve = async (prepared: Prepared, { port, image, seed, readyFile }: Options): Promise<void> => {
  await removeLeftNetworks();
  const network = await createNetwork();
  cleanup.add(network.remove);
  const files = await writeSamFiles(prepared);
  const sam = startSamApi({ port, image, network: network.name, ...files });
  cleanup.add(sam.stop);
  void sam.ended.then((reason) => end(1, reason));

  const { api: url, issuer } = prepared.addresses;
  await printStep("functions respond in containers", whenResponding(url));
  const concerts = seed === "demo" ? await seedDemo({ url, issuer, dataDir: undefined, step: printStep }) : [];
  if (readyFile !== undefined) {
    const { dynamodb, sqs, aws: secretsManager } = prepared.endpoints;
    const service = { url, issuer, dynamodb, sqs, secretsManager, signingSecret: "" };
    cleanup.add(await writeReadyFile(readyFile, service));
  }
  console.log(samWelcome(url, issuer, concerts));
};

type Options = NonNullable<ReturnType<typeof readSamOptions>>;

try {
  await run();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  await end(1, error instanceof UsageError ? reason : `SAM can't start. ${reason}`);
}
