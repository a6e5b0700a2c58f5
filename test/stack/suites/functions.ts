import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { deployment, FUNCTION_NAME_METADATA } from "#functions/deployment.ts";
import type { SqsQueueName, TableName } from "#functions/shared/grants.ts";
import {
  DEAD_LETTER_VARIABLES,
  EVENT_BUS_VARIABLE,
  ORIGIN_SECRET_VARIABLE,
  PAYMENT_GATEWAY_VARIABLE,
  QUEUE_TOKEN_VARIABLES,
  RESPONSE_CHECK_VARIABLE,
  SIGN_IN_VARIABLES,
  SIGNING_KEY_VARIABLE,
  SQS_QUEUE_VARIABLES,
  STREAM_DEAD_LETTERS_VARIABLE,
  TABLE_VARIABLES,
  USER_TOKEN_VARIABLES,
  WEBHOOK_SECRET_VARIABLE,
} from "#functions/shared/grants.ts";
import { SETTING_NAMES, SETTINGS } from "#functions/shared/settings.ts";
import { type FunctionEntry, functionList } from "#lib/function-list.ts";
import { STAGES, type StageName } from "#lib/stages.ts";
import { resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";
import { runInThread } from "#test/stack/support/thread.ts";

const byHandler = functionList().map((entry) => [entry.handler, entry] as const);

const functionOf = (stageName: StageName, { id }: FunctionEntry) =>
  resourceAt(stackOf(stageName).template, "AWS::Lambda::Function", `${id}/Function`).properties;

/** The variables that follow from functions/deployment.ts, derived independently of the code under test. */
const declaredVariables = ({ handler, grants, settings, routes, trigger }: FunctionEntry): readonly string[] => {
  const variables = [
    ...new Set(Object.keys({ ...grants.tables, ...grants.items }).map((name) => TABLE_VARIABLES[name as TableName])),
    ...(grants.sends ?? []).map((name: SqsQueueName) => SQS_QUEUE_VARIABLES[name]),
    ...(grants.deadLetters ?? []).map((name) => DEAD_LETTER_VARIABLES[name]),
    ...(settings ?? []).map((name) => SETTINGS[name].variable),
  ];
  if (trigger.kind === "stream") variables.push(STREAM_DEAD_LETTERS_VARIABLE);
  if (grants.signingKey) variables.push(SIGNING_KEY_VARIABLE);
  if (grants.events) variables.push(EVENT_BUS_VARIABLE);
  if (grants.paymentGateway) variables.push(PAYMENT_GATEWAY_VARIABLE);
  if (grants.originSecret) variables.push(ORIGIN_SECRET_VARIABLE);
  if (grants.webhookSecret) variables.push(WEBHOOK_SECRET_VARIABLE);
  if (routes.length > 0 || grants.events) variables.push(RESPONSE_CHECK_VARIABLE);
  if (routes.some(({ caller }) => caller === "operator")) variables.push(SETTINGS.operatorTokenSeconds.variable);
  if (routes.some(({ caller }) => caller !== "anyone")) variables.push(...Object.values(USER_TOKEN_VARIABLES));
  if (grants.signingKey || routes.some(({ queueToken }) => queueToken)) {
    // The public keys are in the queue's table.
    variables.push(...Object.values(QUEUE_TOKEN_VARIABLES), TABLE_VARIABLES.queue);
  }
  if (handler === "service/handlers/read-docs") variables.push(...Object.values(SIGN_IN_VARIABLES));
  return variables;
};

describe.each(STAGE_NAMES)("the functions in %s", (stageName) => {
  const stage = STAGES[stageName];

  test("are one for each handler file, one that publishes the pages, and one that looks after operators", () => {
    const functions = resourcesOf(stackOf(stageName).template, "AWS::Lambda::Function");
    const names = functions.flatMap(({ resource }) => resource.Metadata?.[FUNCTION_NAME_METADATA] ?? []);
    expect(names.toSorted()).toEqual(Object.keys(deployment).toSorted());
    const ofStack = stage.operatorsNeedMfa ? 2 : 1;
    expect(functions.length).toBe(new Set(byHandler.map(([handler]) => handler)).size + ofStack);
  });

  test("run on ARM64 with Node.js 24, from an asset", () => {
    const functions = resourcesOf(stackOf(stageName).template, "AWS::Lambda::Function");
    for (const { resource, properties } of functions) {
      expect(properties).toMatchObject({
        Architectures: ["arm64"],
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        MemorySize: stage.functionMemoryMb,
        LoggingConfig: { LogFormat: "JSON" },
      });
      expect(properties).not.toHaveProperty("FunctionName");
      expect(properties["Code"]).not.toHaveProperty("ZipFile");
      expect(resource.Metadata?.["aws:asset:path"]).toMatch(/^asset\.[0-9a-f]{64}$/);
    }
  });

  test("write to their own log groups, and every log group has a retention", () => {
    const { template } = stackOf(stageName);
    const groups = resourcesOf(template, "AWS::Logs::LogGroup");
    const used = resourcesOf(template, "AWS::Lambda::Function").map(
      ({ properties }) => properties["LoggingConfig"]["LogGroup"]["Ref"],
    );
    expect(new Set(used).size).toBe(used.length);
    for (const { properties } of groups) expect(properties["RetentionInDays"]).toBe(stage.logRetentionDays);
  });

  test.each(byHandler)("%s has its own timeout and its declared variables", (_, entry) => {
    const properties = functionOf(stageName, entry);
    const variables = Object.keys(properties["Environment"]?.["Variables"] ?? {});
    expect(properties["Timeout"]).toBe(entry.timeoutSeconds);
    expect(variables.toSorted()).toEqual([...new Set(declaredVariables(entry))].toSorted());
  });

  test("may continue a chain of their own messages exactly if they send to the SQS queue they read", () => {
    // Prepare
    const { template } = stackOf(stageName);
    const feedingThemselves = functionList().filter(
      ({ trigger, grants }) => trigger.kind === "sqs" && grants.sends?.includes(trigger.queue),
    );

    // Act
    const allowed = resourcesOf(template, "AWS::Lambda::Function").filter(
      ({ properties }) => properties["RecursiveLoop"] === "Allow",
    );

    // Assess
    const ids = feedingThemselves.map(({ id }) => resourceAt(template, "AWS::Lambda::Function", `${id}/Function`).id);
    expect(allowed.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(feedingThemselves.map(({ name }) => name).toSorted()).toEqual([
      "carryOutCallOff",
      "checkTopUps",
      "deliverWebhook",
      "expireHold",
      "sendReplay",
    ]);
  });

  test("get the settings of their stage", () => {
    const functions = resourcesOf(stackOf(stageName).template, "AWS::Lambda::Function");
    const given = functions.flatMap(({ properties }) => Object.entries(properties["Environment"]?.["Variables"] ?? {}));
    for (const setting of SETTING_NAMES) {
      const { variable } = SETTINGS[setting];
      const values = given.filter(([name]) => name === variable).map(([, value]) => value);
      expect(new Set(values)).toEqual(new Set([String(stage.functions[setting])]));
    }
  });
});

describe.each(STAGE_NAMES)("what must not reach a deployed stage: in %s", (stageName) => {
  test("no webhook can call the machine that the functions run on", () => {
    expect(STAGES[stageName].functions.webhookToLocal).toBe(0);
  });

  test("the functions that charge cards name the payment gateway of the stage, and no other function does", () => {
    const named = resourcesOf(stackOf(stageName).template, "AWS::Lambda::Function").flatMap(({ properties }) => {
      const gateway = properties["Environment"]?.["Variables"]?.[PAYMENT_GATEWAY_VARIABLE];
      return gateway === undefined ? [] : [gateway];
    });
    expect(named).toEqual([STAGES[stageName].paymentGateway, STAGES[stageName].paymentGateway]);
  });
});

describe("the function", () => {
  test.each(byHandler)("%s starts with its environment", async (_, entry) => {
    // Prepare
    const { template, assemblyDir } = stackOf("dev");
    const { properties, resource } = resourceAt(template, "AWS::Lambda::Function", `${entry.id}/Function`);
    const variables = Object.entries(properties["Environment"]?.["Variables"] ?? {}).map(([name, value]) => [
      name,
      // Values that only a deployment knows are names or URLs.
      typeof value === "string" ? value : "https://deployed.example",
    ]);
    const folder = join(assemblyDir, String(resource.Metadata?.["aws:asset:path"]));

    // Act
    const started = runInThread({
      file: join(folder, "index.mjs"),
      environment: { AWS_REGION: "eu-west-1", ...Object.fromEntries(variables) },
    });

    // Assess
    await expect(started).resolves.toBe("loaded");
    expect(readdirSync(folder)).toContain("index.mjs");
  });
});
