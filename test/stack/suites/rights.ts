import { describe, expect, test } from "@jest/globals";
import type { SqsQueueName, TableName } from "#functions/shared/grants.ts";
import type { Template } from "#lib/build/synth.ts";
import { type FunctionEntry, functionList } from "#lib/function-list.ts";
import { allStatements, rightsOf } from "#test/stack/support/policies.ts";
import { resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

const TABLES: Readonly<Record<TableName, string>> = {
  queue: "Tables/QueueTable",
  catalog: "Tables/CatalogTable",
  seats: "Tables/SeatTable",
  reservations: "Tables/ReservationTable",
  balance: "Tables/BalanceTable",
  events: "Tables/EventTable",
};
const QUEUES: Readonly<Record<SqsQueueName, string>> = {
  join: "SqsQueues/Joins/Queue",
  holdExpiry: "SqsQueues/HoldExpiry/Queue",
  webhookDelivery: "SqsQueues/WebhookDelivery/Queue",
  webhookReplay: "SqsQueues/WebhookReplay/Queue",
  topUpCheck: "SqsQueues/TopUpChecks/Queue",
};

/** The rights that follow from functions/deployment.ts, derived independently of the code under test. */
const declaredRights = (template: Template, { id, grants, trigger }: FunctionEntry): readonly string[] => {
  const queueArn = (name: SqsQueueName) => `${resourceAt(template, "AWS::SQS::Queue", QUEUES[name]).id}.Arn`;
  const tableId = (name: TableName) => resourceAt(template, "AWS::DynamoDB::Table", TABLES[name]).id;
  const indexNames = (name: TableName): string[] =>
    (resourceAt(template, "AWS::DynamoDB::Table", TABLES[name]).properties["GlobalSecondaryIndexes"] ?? []).map(
      (index: { IndexName: string }) => index.IndexName,
    );
  const logGroup = resourceAt(template, "AWS::Logs::LogGroup", `${id}/Logs`).id;

  const rights = [`logs:CreateLogStream on ${logGroup}.Arn`, `logs:PutLogEvents on ${logGroup}.Arn`];
  for (const [name, actions] of Object.entries(grants.tables ?? {}) as [TableName, readonly string[]][]) {
    rights.push(...actions.map((action) => `dynamodb:${action} on ${tableId(name)}.Arn`));
    if (actions.includes("Query")) {
      rights.push(...indexNames(name).map((index) => `dynamodb:Query on ${tableId(name)}.Arn/index/${index}`));
    }
  }
  rights.push(...(grants.sends ?? []).map((name) => `sqs:SendMessage on ${queueArn(name)}`));
  if (grants.signingKey) {
    const secret = resourceAt(template, "AWS::SecretsManager::Secret", "SigningKey/Secret").id;
    rights.push(`secretsmanager:GetSecretValue on ${secret}.Ref`);
  }
  for (const name of grants.deadLetters ?? []) {
    const path = QUEUES[name].replace(/Queue$/, "DeadLetters");
    rights.push(`sqs:SendMessage on ${resourceAt(template, "AWS::SQS::Queue", path).id}.Arn`);
  }
  if (grants.webhookSecret) {
    const secret = resourceAt(template, "AWS::SecretsManager::Secret", "WebhookSecret/Secret").id;
    rights.push(`secretsmanager:GetSecretValue on ${secret}.Ref`);
  }
  if (grants.events) {
    rights.push(`events:PutEvents on ${resourceAt(template, "AWS::Events::EventBus", "Events/Bus").id}.Arn`);
  }
  if (trigger.kind === "sqs") {
    const actions = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];
    rights.push(...actions.map((action) => `sqs:${action} on ${queueArn(trigger.queue)}`));
  }
  if (trigger.kind === "stream") {
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
    rights.push(...actions.map((action) => `dynamodb:${action} on ${tableId(trigger.table)}.StreamArn`));
    const deadLetters = resourceAt(template, "AWS::SQS::Queue", `${id}/DeadLetters`).id;
    rights.push(`sqs:SendMessage on ${deadLetters}.Arn`);
  }
  return rights.map((right) => `Allow ${right}`);
};

describe.each(STAGE_NAMES)("the rights in %s", (stageName) => {
  test.each(functionList().map((entry) => [entry.handler, entry] as const))(
    "of %s are the declared ones",
    (_, entry) => {
      // Prepare
      const { template } = stackOf(stageName);
      const { properties } = resourceAt(template, "AWS::Lambda::Function", `${entry.id}/Function`);

      // Act
      const rights = rightsOf(template, properties["Role"]["Fn::GetAtt"][0]);

      // Assess
      expect(rights.toSorted()).toEqual(declaredRights(template, entry).toSorted());
    },
  );

  test("belong to one function each and to no managed policy", () => {
    const { template } = stackOf(stageName);
    const roles = resourcesOf(template, "AWS::Lambda::Function").map(
      ({ properties }) => properties["Role"]["Fn::GetAtt"][0],
    );
    expect(new Set(roles).size).toBe(roles.length);
    for (const { properties } of resourcesOf(template, "AWS::IAM::Role")) {
      expect(properties).not.toHaveProperty("ManagedPolicyArns");
    }
  });

  test("name every action and every resource", () => {
    const { template } = stackOf(stageName);
    const statements = allStatements(template);
    expect(statements.length).toBeGreaterThan(functionList().length);
    for (const { Action, Resource } of statements) expect(JSON.stringify([Action, Resource])).not.toContain("*");
  });

  test.each(["Admit", "SweepSections", "SweepTopUps"])("to invoke %s are its schedule's alone", (id) => {
    // Prepare
    const { template } = stackOf(stageName);
    const { properties } = resourceAt(template, "AWS::Scheduler::Schedule", `${id}/Schedule/Schedule`);

    // Act
    const rights = rightsOf(template, properties["Target"]["RoleArn"]["Fn::GetAtt"][0]);

    // Assess
    const target = resourceAt(template, "AWS::Lambda::Function", `${id}/Function`).id;
    expect(rights).toEqual([`Allow lambda:InvokeFunction on ${target}.Arn`]);
  });

  test("to invoke a function over HTTP are given for each of its routes", () => {
    const { template } = stackOf(stageName);
    const api = resourceAt(template, "AWS::ApiGatewayV2::Api", "Api/Http").id;
    const permissions = resourcesOf(template, "AWS::Lambda::Permission");
    expect(permissions.length).toBe(resourcesOf(template, "AWS::ApiGatewayV2::Route").length);
    for (const { properties } of permissions) {
      expect(properties).toMatchObject({ Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com" });
      expect(JSON.stringify(properties["SourceArn"])).toContain(api);
    }
  });
});
