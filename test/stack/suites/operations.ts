import { describe, expect, test } from "@jest/globals";
import { METRIC_MEANINGS } from "#functions/shared/metric-names.ts";
import { resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

const OF_THE_ACCOUNT = { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } };

describe.each(STAGE_NAMES)("the topic of alarms in %s", (stageName) => {
  const only = (type: string) => {
    const found = resourcesOf(stackOf(stageName).template, type);
    expect(found).toHaveLength(1);
    return found[0]?.properties ?? {};
  };

  test("is encrypted with a key that alarms of this account may use", () => {
    const [key] = resourcesOf(stackOf(stageName).template, "AWS::KMS::Key");
    expect(only("AWS::SNS::Topic")["KmsMasterKeyId"]).toEqual({ "Fn::GetAtt": [key?.id, "Arn"] });
    expect(key?.properties["EnableKeyRotation"]).toBe(true);
    expect(key?.properties["KeyPolicy"]["Statement"]).toContainEqual(
      expect.objectContaining({
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Condition: OF_THE_ACCOUNT,
      }),
    );
  });

  test("takes messages from alarms of this account, and over TLS only", () => {
    const statements = only("AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"];
    expect(statements).toEqual([
      expect.objectContaining({
        Effect: "Deny",
        Action: "sns:Publish",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
      expect.objectContaining({
        Effect: "Allow",
        Action: "sns:Publish",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: OF_THE_ACCOUNT,
      }),
    ]);
  });

  test("mails them to the address that was given", () => {
    expect(only("AWS::SNS::Subscription")).toMatchObject({ Protocol: "email", Endpoint: "operator@example.com" });
  });
});

describe.each(STAGE_NAMES)("the budget of %s", (stageName) => {
  test("mails when a day of this stage costs more than it may", () => {
    const [budget] = resourcesOf(stackOf(stageName).template, "AWS::Budgets::Budget");
    expect(budget?.properties).toMatchObject({
      Budget: { BudgetType: "COST", TimeUnit: "DAILY", CostFilters: { TagKeyValue: [`user:stage$${stageName}`] } },
      NotificationsWithSubscribers: [
        {
          Notification: { NotificationType: "ACTUAL", ComparisonOperator: "GREATER_THAN", Threshold: 100 },
          Subscribers: [{ SubscriptionType: "EMAIL", Address: "operator@example.com" }],
        },
      ],
    });
    expect(budget?.properties["Budget"].BudgetLimit).toEqual({ Amount: stageName === "dev" ? 5 : 50, Unit: "USD" });
  });
});

describe.each(STAGE_NAMES)("the dashboard of %s", (stageName) => {
  const body = (): string => {
    const [dashboard] = resourcesOf(stackOf(stageName).template, "AWS::CloudWatch::Dashboard");
    return JSON.stringify(dashboard?.properties["DashboardBody"]);
  };

  test("shows the queue, holds, payments, lags, requests, limits and costs of a sale", () => {
    const SHOWN = ["Admitted", "Claims", "ActivePasses", "Holds", "HoldConflicts", "HoldsExpired", "Payments"];
    const LAGS = ["SecondsSinceDecision", "ExpiryLagSeconds", "EventLagSeconds", "TopUpsPending", "AuditFindings"];
    const OF_AWS = ["Latency", "5xx", "Throttles", "Errors", "ReadThrottleEvents", "EstimatedCharges", "IteratorAge"];
    for (const metric of [...SHOWN, ...LAGS]) expect(Object.keys(METRIC_MEANINGS)).toContain(metric);
    for (const metric of [...SHOWN, ...LAGS, ...OF_AWS]) expect(body()).toContain(`\\"${metric}\\"`);
  });

  test("shows the state of every alarm", () => {
    for (const { id } of resourcesOf(stackOf(stageName).template, "AWS::CloudWatch::Alarm")) {
      expect(body()).toContain(`{"Fn::GetAtt":["${id}","Arn"]}`);
    }
  });
});
