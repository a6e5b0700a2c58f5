/** `npm run watch-stage`: watches the health and the alarms of a stage after a release. */
import "#cli/node-version.mjs";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { httpUrl, oneOf, readOptions, UsageError, wholeNumber } from "#cli/options.ts";
import { ReleaseWatch } from "#cli/release/release-watch.ts";
import { rollbackTriggers } from "#cli/release/rollback-triggers.ts";
import { type StageAlarm, stageAlarms } from "#cli/release/stage-alarms.ts";
import { RELEASED_STAGES } from "#lib/deployer/released-stages.ts";

const HELP = `Usage: npm run --silent watch-stage -- --stage NAME (--triggers | --raised | --url URL [--since FILE] [--minutes N])

Reads the alarms of a deployed stage with your AWS credentials, which need cloudwatch:DescribeAlarms.

  --stage NAME  ${RELEASED_STAGES.join(" or ")}
  --triggers    print the ARNs of the alarms by which CloudFormation takes a deployment back, for the option
                --rollback-trigger-alarm-arns of cdk deploy; "none" if the stage was never deployed
  --raised      print the names of the alarms that are raised now
  --url URL     watch the stage with this address, and fail as soon as it does not respond or raises an alarm
  --since FILE  alarms that were raised before the release, as --raised printed them: they don't count until they are clear
  --minutes N   how long to watch (default 10)
  --help        show this help`;

const INTERVAL_MS = 15_000;
const HEALTH_TIMEOUT_MS = 10_000;

const namesOf = (alarms: readonly StageAlarm[]): readonly string[] =>
  alarms.filter(({ isRaised }) => isRaised).map(({ name }) => name);

const isHealthy = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/v1/health`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
};

const readOptionsOfWatch = () => {
  const values = readOptions(
    {
      stage: { type: "string" },
      triggers: { type: "boolean", default: false },
      raised: { type: "boolean", default: false },
      url: { type: "string" },
      since: { type: "string" },
      minutes: { type: "string", default: "10" },
      help: { type: "boolean", default: false },
    },
    "watch-stage",
  );
  if (values.help) return undefined;
  if (values.stage === undefined) throw new UsageError("Name the stage with --stage. See --help.");
  return {
    ...values,
    stage: oneOf("stage", values.stage, RELEASED_STAGES),
    minutes: wholeNumber("minutes", values.minutes, 1, 180),
  };
};

const run = async (): Promise<void> => {
  const values = readOptionsOfWatch();
  if (values === undefined) {
    console.log(HELP);
    return;
  }
  const { stage, minutes } = values;
  if (values.triggers) console.log(rollbackTriggers(await stageAlarms(stage)).join("\n") || "none");
  else if (values.raised) console.log(namesOf(await stageAlarms(stage)).join("\n"));
  else if (values.url === undefined) throw new UsageError("Pass --triggers, --raised or --url. See --help.");
  else {
    const older = values.since === undefined ? [] : readFileSync(values.since, "utf8").split("\n").filter(Boolean);
    const watch = new ReleaseWatch(older);
    const url = httpUrl("url", values.url);
    for (const end = Date.now() + minutes * 60_000; Date.now() < end; await pause(INTERVAL_MS)) {
      const reason = watch.see({ isHealthy: await isHealthy(url), raised: namesOf(await stageAlarms(stage)) });
      if (reason !== undefined) throw new Error(reason);
    }
    console.log(`${stage} was healthy and raised no new alarm for ${minutes} minutes.`);
  }
};

try {
  await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
