/** What a stage looks like from outside: raised alarms and dead letters. */
import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { countDeadLetters } from "#cli/ops/dead-letters.ts";
import { prefixOf } from "#cli/ops/stage-names.ts";

const ALARMS_MAX = 100;

/** The alarms of a stage that are raised, each with what it means. */
export const alarmLines = async (cloudWatch: CloudWatchClient, stage: string): Promise<readonly string[]> => {
  const { MetricAlarms: alarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({
      AlarmNamePrefix: `${prefixOf(stage)}operations-`,
      StateValue: "ALARM",
      MaxRecords: ALARMS_MAX,
    }),
  );
  if (alarms.length === 0) return ["No alarm is raised."];
  return [
    `${alarms.length} ${alarms.length === 1 ? "alarm is" : "alarms are"} raised:`,
    ...alarms.map(({ AlarmName: name, AlarmDescription: description }) => `  ${name}: ${description}`),
  ];
};

export const deadLetterLines = async (sqs: SQSClient, stage: string): Promise<readonly string[]> => {
  const counts = [...(await countDeadLetters(sqs, stage))].filter(([, count]) => count > 0);
  if (counts.length === 0) return ["There are no dead letters."];
  return ["Dead letters:", ...counts.map(([queue, count]) => `  ${queue}: ${count.toLocaleString("en-US")}`)];
};

/** The lines, or why they can't be had: the other parts of the status are worth showing all the same. */
export const orReason = async (what: string, lines: Promise<readonly string[]>): Promise<readonly string[]> => {
  try {
    return await lines;
  } catch (error) {
    return [`${what} not shown: ${error instanceof Error ? error.message : String(error)}`];
  }
};
