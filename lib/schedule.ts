import { Aws } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import type { EncoreFunction } from "#lib/function.ts";

export interface MinutelyScheduleProps {
  readonly target: EncoreFunction;
  readonly everyMinutes: number;
}

/** Starts a function at an interval of minutes. A late start is dropped, because the next one is due by then. */
export class MinutelySchedule extends Construct {
  constructor(scope: Construct, id: string, props: MinutelyScheduleProps) {
    super(scope, id);
    const { live } = props.target;
    // Only schedules of this account may take the role; CDK's target would also let it invoke every version.
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Invoke: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [live.functionArn] })],
        }),
      },
    });

    const minutes = props.everyMinutes;
    const schedule = new CfnSchedule(this, "Schedule", {
      description: props.target.entry.summary,
      scheduleExpression: `rate(${minutes} ${minutes === 1 ? "minute" : "minutes"})`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: live.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
      },
    });
    // EventBridge Scheduler checks the role when the schedule is created.
    schedule.node.addDependency(role);
  }
}
