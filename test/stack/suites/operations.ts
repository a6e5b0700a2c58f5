import { describe, expect, test } from "@jest/globals";
import { METRIC_MEANINGS } from "#functions/shared/metric-names.ts";
import { operatorsAlarms, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

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

describe.each(STAGE_NAMES)("the backups of %s", (stageName) => {
  const found = (type: string) => resourcesOf(stackOf(stageName).template, type);

  test("are made of every table each night where data is kept, and nowhere else", () => {
    if (stageName === "dev") {
      expect(found("AWS::Backup::BackupPlan")).toEqual([]);
      return;
    }
    const tables = found("AWS::DynamoDB::Table").map(({ id }) => ({ "Fn::GetAtt": [id, "Arn"] }));
    const [selection, ...others] = found("AWS::Backup::BackupSelection");
    expect(others).toEqual([]);
    const selected = selection?.properties["BackupSelection"].Resources as readonly unknown[];
    expect(selected.map((each) => JSON.stringify(each)).toSorted()).toEqual(
      tables.map((each) => JSON.stringify(each)).toSorted(),
    );
    const [plan] = found("AWS::Backup::BackupPlan");
    expect(plan?.properties["BackupPlan"].BackupPlanRule).toMatchObject([
      { RuleName: "nightly", ScheduleExpression: "cron(0 18 * * ? *)", Lifecycle: { DeleteAfterDays: 35 } },
      { RuleName: "monthly", ScheduleExpression: "cron(0 20 1 * ? *)", Lifecycle: { DeleteAfterDays: 400 } },
    ]);
  });

  test("can't be deleted from their vault, which outlives the stack", () => {
    for (const { resource, properties } of found("AWS::Backup::BackupVault")) {
      expect(resource.DeletionPolicy).toBe("Retain");
      expect(properties["AccessPolicy"].Statement).toContainEqual(
        expect.objectContaining({
          Effect: "Deny",
          Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
        }),
      );
    }
    expect(found("AWS::Backup::BackupVault")).toHaveLength(stageName === "dev" ? 0 : 1);
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
    for (const { id } of operatorsAlarms(stackOf(stageName).template)) {
      expect(body()).toContain(`{"Fn::GetAtt":["${id}","Arn"]}`);
    }
  });
});
