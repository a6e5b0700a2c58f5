import { globSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { STAGES } from "#lib/stages.ts";
import {
  type Found,
  operatorsAlarms,
  resourceAt,
  resourcesOf,
  STAGE_NAMES,
  stackOf,
} from "#test/stack/support/stages.ts";

/** Runbooks about something that an operator begins, not an alarm. */
const PROCEDURES: ReadonlySet<string> = new Set(["README", "restore"]);

describe.each(STAGE_NAMES)("the alarms in %s", (stageName) => {
  const alarms = () => operatorsAlarms(stackOf(stageName).template);
  /** Each alarm has a name of its own within Operations, whatever part of it makes it. */
  const alarmAt = (id: string) => {
    const found = alarms().filter(({ resource }) =>
      String(resource.Metadata?.["aws:cdk:path"]).endsWith(`/${id}/Resource`),
    );
    expect(found).toHaveLength(1);
    return found[0] as Found;
  };
  const functionAt = (id: string) => resourceAt(stackOf(stageName).template, "AWS::Lambda::Function", `${id}/Function`);

  test("are raised if admission is not started, and if nothing at all is known of it", () => {
    expect(alarmAt("AdmitStopped").properties).toMatchObject({
      MetricName: "Invocations",
      Statistic: "Sum",
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      EvaluationPeriods: 3,
      TreatMissingData: "breaching",
      Dimensions: [{ Name: "FunctionName", Value: { Ref: functionAt("Admit").id } }],
    });
  });

  test("are raised if admission is throttled", () => {
    expect(alarmAt("AdmitThrottles").properties).toMatchObject({
      MetricName: "Throttles",
      Statistic: "Sum",
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 0,
      Dimensions: [{ Name: "FunctionName", Value: { Ref: functionAt("Admit").id } }],
    });
  });

  test.each(["SweepSections", "SweepTopUps", "SweepCallOffs"])(
    "are raised if one run of %s fails, or three are not started",
    (id) => {
      const dimensions = [{ Name: "FunctionName", Value: { Ref: functionAt(id).id } }];
      const FIVE_MINUTES = 300;
      expect(alarmAt(`${id}Errors`).properties).toMatchObject({
        MetricName: "Errors",
        Statistic: "Sum",
        Threshold: 0,
        ComparisonOperator: "GreaterThanThreshold",
        Period: FIVE_MINUTES,
        EvaluationPeriods: 1,
        Dimensions: dimensions,
      });
      expect(alarmAt(`${id}Stopped`).properties).toMatchObject({
        MetricName: "Invocations",
        Threshold: 1,
        ComparisonOperator: "LessThanThreshold",
        Period: FIVE_MINUTES,
        EvaluationPeriods: 3,
        TreatMissingData: "breaching",
        Dimensions: dimensions,
      });
    },
  );

  test("are raised if reminders and events are more than a minute behind", () => {
    expect(alarmAt("OnReservationChangeLate").properties).toMatchObject({
      Namespace: "AWS/Lambda",
      MetricName: "IteratorAge",
      Statistic: "Maximum",
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 60_000,
      Dimensions: [{ Name: "FunctionName", Value: { Ref: functionAt("OnReservationChange").id } }],
    });
  });

  test("are raised if somebody waits more than a minute for a number", () => {
    const queue = resourceAt(stackOf(stageName).template, "AWS::SQS::Queue", "SqsQueues/Joins/Queue").id;
    expect(alarmAt("JoinsLate").properties).toMatchObject({
      MetricName: "ApproximateAgeOfOldestMessage",
      Statistic: "Maximum",
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 60,
      Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": [queue, "QueueName"] } }],
    });
  });

  test.each([
    { id: "ExpiryLate", metric: "ExpiryLagSeconds", of: "ExpireHold", above: 120, period: 60, periods: 3 },
    { id: "EventsLate", metric: "EventLagSeconds", of: "OnReservationChange", above: 60, period: 60, periods: 5 },
    { id: "TopUpsPending", metric: "TopUpsPending", of: "SweepTopUps", above: 0, period: 300, periods: 3 },
    { id: "AuditFindings", metric: "AuditFindings", of: "AuditRunningConcerts", above: 0, period: 900, periods: 1 },
  ])("watch $metric of the function that writes it", ({ id, metric, of, above, period, periods }) => {
    expect(alarmAt(id).properties).toMatchObject({
      Namespace: "Encore",
      MetricName: metric,
      Dimensions: [{ Name: "FunctionName", Value: { Ref: functionAt(of).id } }],
      Statistic: "Maximum",
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: above,
      Period: period,
      EvaluationPeriods: periods,
      // Nothing to expire, publish or follow up is as it should be.
      TreatMissingData: "notBreaching",
    });
  });

  test("are raised if more than half of the deliveries to webhooks fail", () => {
    expect(alarmAt("DeliveriesFailing").properties).toMatchObject({
      MetricName: "DeliveriesFailed",
      Statistic: "Average",
      Threshold: 0.5,
      Dimensions: [{ Name: "FunctionName", Value: { Ref: functionAt("DeliverWebhook").id } }],
    });
  });

  test("each say in a sentence what is wrong", () => {
    expect(alarms().length).toBeGreaterThan(0);
    for (const { properties } of alarms()) {
      expect(properties["AlarmDescription"]).toMatch(/^[A-Za-z].{30,}\.$/);
      // CloudWatch takes 1,024 characters.
      expect(properties["AlarmDescription"].length).toBeLessThanOrEqual(1024);
    }
  });

  test("each name a runbook, and each runbook about an alarm is named by one", () => {
    const budget = resourcesOf(stackOf(stageName).template, "AWS::Budgets::Budget");
    const named = [
      ...alarms().map(
        ({ properties }) => /What to do: docs\/runbooks\/([\w-]+)\.md\.$/.exec(properties["AlarmDescription"])?.[1],
      ),
      ...budget.map(({ resource }) => /([\w-]+)\.md$/.exec(String(resource.Metadata?.["encore:runbook"]))?.[1]),
    ];
    const pages = globSync("docs/runbooks/*.md").map((file) => basename(file, ".md"));
    // A stage that keeps no data is not backed up, and its capacity is not watched.
    if (!STAGES[stageName].keepsData) named.push("failed-backups", "slow-functions", "table-throttles", "throttles");

    expect(named).not.toContain(undefined);
    expect([...new Set(named)].toSorted()).toEqual(pages.filter((page) => !PROCEDURES.has(page)).toSorted());
  });

  test("reach the operators when they are raised and when they are over", () => {
    const [topic] = resourcesOf(stackOf(stageName).template, "AWS::SNS::Topic");
    for (const { properties } of alarms()) {
      expect(properties).toMatchObject({ AlarmActions: [{ Ref: topic?.id }], OKActions: [{ Ref: topic?.id }] });
    }
  });
});
