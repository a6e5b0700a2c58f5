import { describe, expect, test } from "@jest/globals";
import { functionList } from "#lib/function-list.ts";
import { STAGES } from "#lib/stages.ts";
import { resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

const GRADUAL = functionList().filter(({ isGradual }) => isGradual);

test("new versions come gradually wherever places, seats or money move", () => {
  expect(GRADUAL.map(({ name }) => name).toSorted()).toEqual([
    "admit",
    "cancelReservation",
    "checkTopUps",
    "expireHold",
    "extendHold",
    "holdSeats",
    "joinQueue",
    "numberArrivals",
    "payReservation",
    "readQueueToken",
    "refundReservation",
    "topUpBalance",
  ]);
});

describe.each(STAGE_NAMES)("a new version in %s", (stageName) => {
  test.each(GRADUAL.map(({ id }) => id))("of %s is reached by an alias alone", (id) => {
    const { template } = stackOf(stageName);
    const lambda = resourceAt(template, "AWS::Lambda::Function", `${id}/Function`).id;
    const alias = resourceAt(template, "AWS::Lambda::Alias", `${id}/Live`);
    const version = resourcesOf(template, "AWS::Lambda::Version").find(
      ({ properties }) => properties["FunctionName"]["Ref"] === lambda,
    );
    expect(alias.properties).toMatchObject({
      Name: "live",
      FunctionName: { Ref: lambda },
      FunctionVersion: { "Fn::GetAtt": [version?.id, "Version"] },
    });
    for (const { properties } of resourcesOf(template, "AWS::Lambda::Permission")) {
      expect(JSON.stringify(properties["FunctionName"])).not.toContain(`"${lambda}"`);
    }
  });

  test("goes back by itself if it crashes, or if requests fail", () => {
    // Prepare
    const { template } = stackOf(stageName);
    const groups = resourcesOf(template, "AWS::CodeDeploy::DeploymentGroup");

    // Act
    const guarded = resourcesOf(template, "AWS::Lambda::Alias").filter(
      ({ resource }) => "CodeDeployLambdaAliasUpdate" in ((resource as { UpdatePolicy?: object }).UpdatePolicy ?? {}),
    );

    // Assess
    const expected = STAGES[stageName].rollout === "gradual" ? GRADUAL.length : 0;
    expect([groups.length, guarded.length]).toEqual([expected, expected]);
    for (const { properties } of groups) {
      expect(properties).toMatchObject({
        DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
        AutoRollbackConfiguration: { Enabled: true, Events: expect.arrayContaining(["DEPLOYMENT_STOP_ON_ALARM"]) },
        AlarmConfiguration: { Enabled: true, Alarms: [expect.anything(), expect.anything()] },
      });
    }
  });

  test("is moved to by a role that waits for no alias: an alias waits for its group, and the group for the role", () => {
    const { template } = stackOf(stageName);
    const role = resourcesOf(template, "AWS::IAM::Role").find(({ id }) => id.startsWith("RolloutRole"));
    const aliases = resourcesOf(template, "AWS::Lambda::Alias").map(({ id }) => id);
    expect(role !== undefined).toBe(STAGES[stageName].rollout === "gradual");
    for (const id of aliases) expect(JSON.stringify(role?.properties ?? {})).not.toContain(`"${id}"`);
  });

  test("of a scheduled function makes up for no late tick", () => {
    const { template } = stackOf(stageName);
    const configs = resourcesOf(template, "AWS::Lambda::EventInvokeConfig");
    expect(configs.length).toBe(functionList().filter(({ trigger }) => trigger.kind === "schedule").length);
    for (const { properties } of configs) {
      expect(properties).toMatchObject({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
    }
  });
});
