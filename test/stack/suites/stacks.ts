import { describe, expect, test } from "@jest/globals";
import type { SynthesizedStack } from "#lib/build/stage-template.ts";
import { STAGES, type StageName } from "#lib/stages.ts";
import { STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

/**
 * The logical ids of everything that can't be made again. A resource under another id is a new, empty one: if this test
 * fails, a construct was moved or renamed, and buyers would lose what the old resource has.
 */
const IDS_OF_DATA: Readonly<Record<string, string>> = {
  TablesQueueTable2DEE67E0: "AWS::DynamoDB::Table",
  TablesCatalogTable9739F259: "AWS::DynamoDB::Table",
  TablesSeatTable171E52F7: "AWS::DynamoDB::Table",
  TablesReservationTableDBB78797: "AWS::DynamoDB::Table",
  TablesBalanceTable42528085: "AWS::DynamoDB::Table",
  TablesEventTable84CFB232: "AWS::DynamoDB::Table",
  SqsQueuesJoinsQueueB1CEB261: "AWS::SQS::Queue",
  SqsQueuesJoinsDeadLetters97CD79F3: "AWS::SQS::Queue",
  SqsQueuesHoldExpiryQueue74064C4D: "AWS::SQS::Queue",
  SqsQueuesHoldExpiryDeadLettersC7A5143F: "AWS::SQS::Queue",
  SqsQueuesTopUpChecksQueue3001CA9F: "AWS::SQS::Queue",
  SqsQueuesTopUpChecksDeadLettersAED5E139: "AWS::SQS::Queue",
  SqsQueuesWebhookDeliveryQueueED690BDA: "AWS::SQS::Queue",
  SqsQueuesWebhookDeliveryDeadLetters8698AFDD: "AWS::SQS::Queue",
  SqsQueuesWebhookReplayQueue7FC0ED1E: "AWS::SQS::Queue",
  SqsQueuesWebhookReplayDeadLettersD4C05B9D: "AWS::SQS::Queue",
  SqsQueuesCallOffsQueue9D220A53: "AWS::SQS::Queue",
  SqsQueuesCallOffsDeadLetters98DD2D0C: "AWS::SQS::Queue",
  SigningKeySecretDAB0A568: "AWS::SecretsManager::Secret",
  WebhookSecretD7FE3AEE: "AWS::SecretsManager::Secret",
  EventsBus45DE4339: "AWS::Events::EventBus",
  IdentityUserPool96FE3B9B: "AWS::Cognito::UserPool",
};

/** Resources that belong to others, and hold nothing themselves. */
const HOLDS_NOTHING = new Set([
  "AWS::SQS::QueuePolicy",
  "AWS::Cognito::UserPoolDomain",
  "AWS::Cognito::UserPoolGroup",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
]);

/** CloudFormation's limits for one stack. */
const RESOURCES_MAX = 500;
const OUTPUTS_MAX = 200;
const TEMPLATE_BYTES_MAX = 1_000_000;

const stackNamed = (stageName: StageName, ending: string): SynthesizedStack => {
  const found = stackOf(stageName).stacks.find(({ stackName }) => stackName === `Encore-${stageName}${ending}`);
  if (found === undefined) throw new Error(`There is no stack Encore-${stageName}${ending}.`);
  return found;
};

const typesIn = ({ template }: SynthesizedStack): readonly (readonly [string, string])[] =>
  Object.entries(template.Resources ?? {}).map(([id, { Type }]) => [id, Type] as const);

describe.each(STAGE_NAMES)("the stacks of %s", (stageName) => {
  test("that hold data have it under the ids that it was made under", () => {
    const made = typesIn(stackNamed(stageName, "-data")).filter(([, type]) => !HOLDS_NOTHING.has(type));
    expect(Object.fromEntries(made)).toEqual(IDS_OF_DATA);
  });

  test("keep what holds data when they go, in stages that keep data", () => {
    const { Resources = {} } = stackNamed(stageName, "-data").template;
    for (const id of Object.keys(IDS_OF_DATA)) {
      expect([id, Resources[id]?.DeletionPolicy]).toEqual([id, STAGES[stageName].keepsData ? "Retain" : "Delete"]);
    }
  });

  test("that change with the code hold no data", () => {
    const typesOfData = new Set(Object.values(IDS_OF_DATA));
    const others = stackOf(stageName).stacks.filter(({ stackName }) => !stackName.endsWith("-data"));
    const holding = others.flatMap(typesIn).filter(([, type]) => typesOfData.has(type));
    expect(holding.map(([id]) => id)).toEqual([
      // A new one is made with the next deployment.
      expect.stringMatching(/^OriginSecret/),
      // The stream's dead letters belong to the function that follows it.
      expect.stringMatching(/^OnReservationChangeDeadLetters/),
    ]);
  });

  test("have room to grow", () => {
    for (const { stackName, template } of stackOf(stageName).stacks) {
      const { Resources = {}, Outputs = {} } = template;
      expect([stackName, Object.keys(Resources).length < RESOURCES_MAX * 0.9]).toEqual([stackName, true]);
      expect([stackName, Object.keys(Outputs).length < OUTPUTS_MAX * 0.9]).toEqual([stackName, true]);
      expect([stackName, JSON.stringify(template).length < TEMPLATE_BYTES_MAX * 0.9]).toEqual([stackName, true]);
    }
  });

  test("refer only to stacks that are deployed before them", () => {
    const { stacks } = stackOf(stageName);
    const earlier = new Set<string>();
    for (const { stackName, template } of stacks) {
      const used = [...JSON.stringify(template).matchAll(/"Fn::GetStackOutput":\{"StackName":"([^"]+)"/g)];
      for (const [, name] of used) expect([stackName, name, earlier.has(name ?? "")]).toEqual([stackName, name, true]);
      earlier.add(stackName);
    }
    expect(earlier.size).toBeGreaterThan(3);
  });
});
