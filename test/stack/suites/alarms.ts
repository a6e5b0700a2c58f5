import { describe, expect, test } from "@jest/globals";
import { operatorsAlarms, resourceAt, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

describe.each(STAGE_NAMES)("the alarms in %s", (stageName) => {
  const alarmAt = (id: string) => resourceAt(stackOf(stageName).template, "AWS::CloudWatch::Alarm", `Monitoring/${id}`);
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

  test("each say in a sentence what is wrong", () => {
    const alarms = operatorsAlarms(stackOf(stageName).template);
    expect(alarms.length).toBeGreaterThan(0);
    for (const { properties } of alarms) expect(properties["AlarmDescription"]).toMatch(/^[A-Za-z].{30,}\.$/);
  });
});
