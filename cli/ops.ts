/** `npm run ops`: looks after a stage and its sales. */
import "#cli/node-version.mjs";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { auditService } from "#cli/audit/audit-service.ts";
import { operatorToken, TOKEN_VARIABLE } from "#cli/operator-token.ts";
import type { Action } from "#cli/ops/actions.ts";
import { readStats, type Sale, setPaused, statsLines, untilEmpty } from "#cli/ops/admission.ts";
import { redriveOf } from "#cli/ops/dead-letters.ts";
import { type OpsOptions, readOpsOptions } from "#cli/ops/options.ts";
import { prepare, relax } from "#cli/ops/prepare.ts";
import { alarmLines, deadLetterLines, orReason } from "#cli/ops/status.ts";

const HELP = `Usage: npm run ops -- ACTION [options]

  status   --stage NAME               raised alarms and dead letters of a stage
  status   --url URL --concert ID     the queue of a concert; both may be asked for at once
  pause    --url URL --concert ID     admit nobody until resume; people who are inside stay
  resume   --url URL --concert ID     admit people again
  drain    --url URL --concert ID     pause, and wait until nobody is inside any more
  audit    --url URL [--concert ID]   check the seats and money of a concert, or of all
  redrive  --stage NAME --queue NAME  move dead letters back to their queue
  prepare  --stage NAME --users N --seats N
                                      set what a sale of this size needs; with --url URL --concert ID, with its settings
  relax    --stage NAME               set back what prepare has set

  --yes          do it; without, redrive, prepare and relax only show what they would do
  --dry-run      only show it, as without --yes
  --issuer URL   the local identity provider (default: the port after the service's)
  --help         show this help

${TOKEN_VARIABLE} holds an operator's access token; a service on this machine does not need it. Stages are looked up with your AWS
credentials and region, at AWS_ENDPOINT_URL if that is set.

Exit code: 0 done, 1 not as it must be (an audit with findings, people still inside, a stage that can't be prepared), 2 wrong
options or no response.`;

const NOT_AS_IT_MUST_BE = 1;
const UNUSABLE = 2;

const print = (lines: readonly string[]): void => {
  for (const line of lines) console.log(line);
};

const tokenFor = (url: string, { issuer }: OpsOptions): Promise<string> | string =>
  operatorToken(url, { issuer, user: "operator" });

const saleOf = async (options: OpsOptions): Promise<Sale> => {
  const url = options.url();
  return { url, concertId: options.concertId(), token: await tokenFor(url, options) };
};

const status = async (options: OpsOptions): Promise<boolean> => {
  if (options.has("url") || !options.has("stage")) print(statsLines(await readStats(await saleOf(options))));
  if (!options.has("stage")) return true;
  const stage = options.stage();
  print(await orReason("Alarms", alarmLines(new CloudWatchClient({}), stage)));
  print(await orReason("Dead letters", deadLetterLines(sqsClient(), stage)));
  return true;
};

const drain = async (options: OpsOptions): Promise<boolean> => {
  const sale = await saleOf(options);
  await setPaused(sale, true);
  console.log("Paused. Waiting until nobody is inside any more.");
  const isEmpty = await untilEmpty(sale, ({ active, seatsHeld }) =>
    console.log(`  ${active} inside or admitted, ${seatsHeld} seats held`),
  );
  console.log(isEmpty ? "Nobody is inside." : "People are still inside, for longer than their passes allow.");
  return isEmpty;
};

const pauseOrResume = async (options: OpsOptions, paused: boolean): Promise<boolean> => {
  print(statsLines(await setPaused(await saleOf(options), paused)));
  return true;
};

/** A URL of a queue may name a host that only AWS has; the endpoint of the settings is right everywhere. */
const sqsClient = (): SQSClient => new SQSClient({ useQueueUrlAsEndpoint: false });

const redrive = async (options: OpsOptions): Promise<boolean> => {
  const { queue, count, move } = await redriveOf(sqsClient(), options.stage(), options.queue());
  const letters = `${count} ${count === 1 ? "dead letter" : "dead letters"}`;
  if (count === 0) console.log(`${queue} has no dead letters.`);
  else if (!options.isConfirmed) console.log(`${queue} has ${letters}. Add --yes to move back what it has.`);
  else {
    await move();
    console.log(`Moved back: ${letters} of ${queue}.`);
  }
  return true;
};

const audit = async (options: OpsOptions): Promise<boolean> => {
  const url = options.url();
  const concertId = options.has("concert") ? options.concertId() : undefined;
  return auditService(url, { concertId, token: await tokenFor(url, options) });
};

const stageClients = () => ({ dynamodb: new DynamoDBClient({}), lambda: new LambdaClient({}) });

const ACTIONS: Readonly<Record<Action, (options: OpsOptions) => Promise<boolean>>> = {
  status,
  pause: (options) => pauseOrResume(options, true),
  resume: (options) => pauseOrResume(options, false),
  drain,
  redrive,
  audit,
  prepare: (options) => prepare(options, stageClients()),
  relax: async (options) => {
    await relax(options, stageClients());
    return true;
  },
};

/** @returns The exit code. */
const run = async (): Promise<number> => {
  const options = readOpsOptions();
  if (options === undefined) {
    console.log(HELP);
    return 0;
  }
  return (await ACTIONS[options.action](options)) ? 0 : NOT_AS_IT_MUST_BE;
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = UNUSABLE;
}
