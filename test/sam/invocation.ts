import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { containerVariables, samTemplate } from "#local/sam/container-view.ts";
import { functionsOf } from "#local/stack/functions.ts";
import { createLocalResolver, localNames } from "#local/stack/local-names.ts";
import { synthesizeStack } from "#local/stack/synthesis.ts";
import { IMAGE } from "#test/sam/lambda-image.ts";
import { output } from "#test/sam/programs.ts";

/** Nothing listens there: the function invoked needs none of them. */
const NOWHERE = "http://127.0.0.1:9";

const EVENT = {
  version: "2.0",
  routeKey: "GET /v1/health",
  rawPath: "/v1/health",
  rawQueryString: "",
  headers: { Accept: "application/json" },
  requestContext: { requestId: "of-the-test", http: { method: "GET", path: "/v1/health", sourceIp: "127.0.0.1" } },
  isBase64Encoded: false,
};

/** Invokes one function of the synthesized stage with `sam local invoke`. @returns its response */
export const invokeHealth = async (): Promise<unknown> => {
  const folder = await mkdtemp(join(tmpdir(), "encore-invoke-"));
  try {
    const { template, stackName, assemblyDir } = await synthesizeStack("dev", folder);
    const names = localNames(stackName);
    const addresses = { api: NOWHERE, issuer: NOWHERE, sqs: NOWHERE };
    const functions = functionsOf(template, assemblyDir, names, createLocalResolver(template, names, addresses));
    const endpoints = { dynamodb: NOWHERE, sqs: NOWHERE, aws: NOWHERE };
    const variables = new Map(functions.map((lambda) => [lambda.logicalId, containerVariables(lambda, endpoints)]));
    const health = functions.find(({ deploymentName }) => deploymentName === "readHealth");
    if (health === undefined) throw new Error("The stack has no function readHealth.");
    const [templateFile, eventFile] = [join(folder, "sam.template.json"), join(folder, "event.json")];
    await writeFile(templateFile, JSON.stringify(samTemplate(template, variables)));
    await writeFile(eventFile, JSON.stringify(EVENT));
    const text = await output(
      "sam",
      [
        "local",
        "invoke",
        health.logicalId,
        `--template=${templateFile}`,
        `--event=${eventFile}`,
        `--invoke-image=${IMAGE}`,
        "--skip-pull-image",
      ],
      { env: { ...process.env, SAM_CLI_TELEMETRY: "0" } },
    );
    return JSON.parse(text.trim().split("\n").at(-1) ?? "");
  } finally {
    await rm(folder, { recursive: true });
  }
};
