import { httpUrl, oneOf, readOptions, wholeNumber } from "#cli/options.ts";
import { deployment, type FunctionDeployment, type FunctionName } from "#functions/deployment.ts";
import { STAGES, type StageName } from "#lib/stages.ts";

export interface StartOptions {
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  readonly stage: StageName;
  readonly dataDir: string | undefined;
  readonly seed: "demo" | "none";
  readonly holdSeconds: number | undefined;
  readonly tickSeconds: number | undefined;
  readonly dynamodb: string | undefined;
  readonly sqs: string | undefined;
  readonly without: readonly FunctionName[];
  readonly readyFile: string | undefined;
  readonly verbose: boolean;
}

/** The functions that no route starts. */
const BACKGROUND_NAMES = (Object.entries(deployment) as [FunctionName, FunctionDeployment][])
  .filter(([, { trigger }]) => trigger.kind !== "routes")
  .map(([name]) => name);
const STAGE_NAMES = Object.keys(STAGES) as readonly StageName[];

export const HELP = `Usage: npm start -- [options]

Runs Encore on this machine: the synthesized stack with DynamoDB Local, an SQS server and an identity provider.

  --port N            port of the API (default 3000); the identity provider uses the next port; 0 chooses two free ports
  --host ADDRESS      address to listen on (default 127.0.0.1)
  --data DIR          keep tables, secrets and keys in this folder between runs (default: in memory, as SQS always is)
  --seed demo|none    create demo concerts or start empty (default demo)
  --hold-seconds N    how long a hold keeps its seats
  --tick-seconds N    time between two admission ticks
  --stage NAME        stage whose settings to use: ${STAGE_NAMES.join(", ")} (default dev)
  --dynamodb URL      use this DynamoDB engine instead of starting one
  --sqs URL           use this SQS server instead of starting one
  --without FUNCTION  do not run this background function; may be repeated (${BACKGROUND_NAMES.join(", ")})
  --ready-file FILE   write {url, issuer, dynamodb, sqs, pid} as JSON when ready
  --verbose           show everything that functions log, not only warnings and errors
  --help              show this help`;

/**
 * Reads the command line of `npm start`; undefined if it asks for help.
 * @throws UsageError if it can't be carried out.
 */
export const readStartOptions = (): StartOptions | undefined => {
  const values = readOptions(
    {
      port: { type: "string", default: "3000" },
      host: { type: "string", default: "127.0.0.1" },
      data: { type: "string" },
      seed: { type: "string", default: "demo" },
      "hold-seconds": { type: "string" },
      "tick-seconds": { type: "string" },
      stage: { type: "string", default: "dev" },
      dynamodb: { type: "string" },
      sqs: { type: "string" },
      without: { type: "string", multiple: true, default: [] },
      "ready-file": { type: "string" },
      verbose: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    "start",
  );
  if (values.help) return undefined;
  const seconds = (name: "hold-seconds" | "tick-seconds", max: number): number | undefined =>
    values[name] === undefined ? undefined : wholeNumber(name, values[name], 1, max);
  return {
    host: values.host,
    port: wholeNumber("port", values.port, 0, 65_534),
    stage: oneOf("stage", values.stage, STAGE_NAMES),
    dataDir: values.data,
    seed: oneOf("seed", values.seed, ["demo", "none"]),
    holdSeconds: seconds("hold-seconds", 3600),
    tickSeconds: seconds("tick-seconds", 60),
    dynamodb: values.dynamodb === undefined ? undefined : httpUrl("dynamodb", values.dynamodb),
    sqs: values.sqs === undefined ? undefined : httpUrl("sqs", values.sqs),
    without: values.without.map((name) => oneOf("without", name, BACKGROUND_NAMES)),
    readyFile: values["ready-file"],
    verbose: values.verbose,
  };
};
