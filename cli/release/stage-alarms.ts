import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { ReleasedStage } from "#lib/deployer/released-stages.ts";

/** An alarm of a stage, as CloudWatch describes it. */
export interface StageAlarm {
  readonly name: string;
  readonly arn: string;
  readonly isRaised: boolean;
}

/** The alarms of a stage. CloudFormation begins their names with that of their stack. */
export const stageAlarms = async (stage: ReleasedStage): Promise<readonly StageAlarm[]> => {
  const client = new CloudWatchClient();
  const alarms: StageAlarm[] = [];
  for await (const page of paginateDescribeAlarms({ client }, { AlarmNamePrefix: `Encore-${stage}-operations-` })) {
    for (const { AlarmName: name, AlarmArn: arn, StateValue: state } of page.MetricAlarms ?? []) {
      if (name !== undefined && arn !== undefined) alarms.push({ name, arn, isRaised: state === "ALARM" });
    }
  }
  return alarms;
};
