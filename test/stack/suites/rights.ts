import { describe, expect, test } from "@jest/globals";
import type { SqsQueueName, TableName } from "#functions/shared/grants.ts";
import type { Template } from "#lib/build/stage-template.ts";
import { type FunctionEntry, functionList } from "#lib/function-list.ts";
import { STAGES, type StageSettings } from "#lib/stages.ts";
import { allStatements, resourceName, rightsOf } from "#test/stack/support/policies.ts";
import { resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

const TABLES: Readonly<Record<TableName, string>> = {
  queue: "Tables/QueueTable",
  catalog: "Tables/CatalogTable",
  seats: "Tables/SeatTable",
  reservations: "Tables/ReservationTable",
  balance: "Tables/BalanceTable",
  events: "Tables/EventTable",
};
const QUEUE_PARTITIONS = {
  queues: "QUEUE#*",
  shardCounts: "COHORT#*",
  places: "TOKEN#*",
  gone: "GONE#*",
  seeds: "SEED#*",
  signingKeys: "SIGNING-KEYS",
  contests: "CONTEST#*",
};
const CATALOG_PARTITIONS = {
  promotions: "PROMOTION#*",
  promotionAttempts: "PROMOTION-ATTEMPTS#*",
  auditRounds: "AUDIT#*",
};
const QUEUES: Readonly<Record<SqsQueueName, string>> = {
  join: "SqsQueues/Joins/Queue",
  holdExpiry: "SqsQueues/HoldExpiry/Queue",
  webhookDelivery: "SqsQueues/WebhookDelivery/Queue",
  webhookReplay: "SqsQueues/WebhookReplay/Queue",
  callOff: "SqsQueues/CallOffs/Queue",
  topUpCheck: "SqsQueues/TopUpChecks/Queue",
};

/** X-Ray has no resources that a right could name. */
const TRACING_RIGHTS = ['xray:PutTraceSegments on "*"', 'xray:PutTelemetryRecords on "*"'];

/** The rights that follow from functions/deployment.ts, derived independently of the code under test. */
const declaredRights = (
  template: Template,
  { id, grants, trigger, routes }: FunctionEntry,
  { tracing }: Pick<StageSettings, "tracing">,
): readonly string[] => {
  const queueArn = (name: SqsQueueName) => `${resourceAt(template, "AWS::SQS::Queue", QUEUES[name]).id}.Arn`;
  const tableId = (name: TableName) => resourceAt(template, "AWS::DynamoDB::Table", TABLES[name]).id;
  const indexNames = (name: TableName): string[] =>
    (resourceAt(template, "AWS::DynamoDB::Table", TABLES[name]).properties["GlobalSecondaryIndexes"] ?? []).map(
      (index: { IndexName: string }) => index.IndexName,
    );
  const logGroup = resourceAt(template, "AWS::Logs::LogGroup", `${id}/Logs`).id;

  const rights = [`logs:CreateLogStream on ${logGroup}.Arn`, `logs:PutLogEvents on ${logGroup}.Arn`];
  if (tracing === "active") rights.push(...TRACING_RIGHTS);
  const onTable = (name: TableName, actions: readonly string[], pattern?: string) => {
    const where = pattern === undefined ? "" : ` where ${pattern}`;
    rights.push(...actions.map((action) => `dynamodb:${action} on ${tableId(name)}.Arn${where}`));
    if (actions.includes("Query")) {
      rights.push(...indexNames(name).map((index) => `dynamodb:Query on ${tableId(name)}.Arn/index/${index}`));
    }
  };
  const { queue = {}, ...wholeTables } = grants.tables ?? {};
  for (const [name, actions] of Object.entries(wholeTables) as [TableName, readonly string[]][]) onTable(name, actions);
  for (const [kind, actions] of Object.entries(queue) as [keyof typeof QUEUE_PARTITIONS, readonly string[]][]) {
    onTable("queue", actions, QUEUE_PARTITIONS[kind]);
  }
  for (const [kind, actions] of Object.entries(grants.items?.catalog ?? {})) {
    onTable("catalog", actions, CATALOG_PARTITIONS[kind as keyof typeof CATALOG_PARTITIONS]);
  }
  if (grants.signingKey) onTable("queue", ["GetItem", "UpdateItem"], QUEUE_PARTITIONS.signingKeys);
  else if (routes.some(({ queueToken }) => queueToken)) onTable("queue", ["GetItem"], QUEUE_PARTITIONS.signingKeys);
  rights.push(...(grants.sends ?? []).map((name) => `sqs:SendMessage on ${queueArn(name)}`));
  if (grants.signingKey) {
    const secret = resourceAt(template, "AWS::SecretsManager::Secret", "SigningKey/Secret").id;
    rights.push(`secretsmanager:GetSecretValue on ${secret}.Ref`);
  }
  for (const name of grants.deadLetters ?? []) {
    const path = QUEUES[name].replace(/Queue$/, "DeadLetters");
    rights.push(`sqs:SendMessage on ${resourceAt(template, "AWS::SQS::Queue", path).id}.Arn`);
  }
  if (grants.originSecret) {
    const secret = resourceAt(template, "AWS::SecretsManager::Secret", "OriginSecret/Secret").id;
    rights.push(`secretsmanager:GetSecretValue on ${secret}.Ref`);
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

/** Every right of every function. */
const allRights = (template: Template) =>
  functionList().flatMap(({ id }) => {
    const { properties } = resourceAt(template, "AWS::Lambda::Function", `${id}/Function`);
    const rights = rightsOf(template, properties["Role"]["Fn::GetAtt"][0]);
    return rights.map((right) => ({ owner: id, right }));
  });

/** The rights that end so, each as "function action". */
const rightsWith = (template: Template, ending: string): readonly string[] =>
  allRights(template)
    .flatMap(({ owner, right }) => {
      const action = /dynamodb:(\w+) /.exec(right)?.[1];
      return right.endsWith(ending) && action !== undefined ? [`${owner} ${action}`] : [];
    })
    .toSorted();

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
      expect(rights.toSorted()).toEqual(declaredRights(template, entry, STAGES[stageName]).toSorted());
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
    // The objects of the bucket with the pages have no names beforehand.
    const pages = resourceAt(template, "AWS::S3::Bucket", "Edge/Pages").id;
    const ofPages = statements.filter(({ Resource }) => resourceName(Resource) === `${pages}.Arn/*`);
    const ofTraces = statements.filter(
      ({ Action }) => String(Action) === "xray:PutTelemetryRecords,xray:PutTraceSegments",
    );
    const ofAlarms = statements.filter(({ Action }) => String(Action) === "cloudwatch:DescribeAlarms");
    const exceptions = new Set([...ofPages, ...ofTraces, ...ofAlarms]);
    const named = statements.filter((one) => !exceptions.has(one));
    expect([ofPages.length, ofTraces.length, ofAlarms.length]).toEqual([
      1,
      STAGES[stageName].tracing === "active" ? functionList().length : 0,
      STAGES[stageName].rollout === "gradual" ? 1 : 0,
    ]);
    for (const { Action, Resource } of named) expect(JSON.stringify([Action, Resource])).not.toContain("*");
  });

  test("on the queue's table end at the kinds of items that a function needs, and none may scan it", () => {
    const { template } = stackOf(stageName);
    const { id } = resourceAt(template, "AWS::DynamoDB::Table", TABLES.queue);
    const onQueueTable = allRights(template).filter(({ right }) => right.includes(` on ${id}.`));

    expect(onQueueTable.length).toBeGreaterThan(10);
    for (const { right } of onQueueTable) {
      expect(right).toMatch(/ where [A-Z]+(#\*|-KEYS)$/);
      expect(right).not.toMatch(/Scan|PartiQL|Export|Stream/);
    }
  });

  test("Q7: on seeds are admission's to read and the creator's to write, and nobody else's", () => {
    const { template } = stackOf(stageName);
    expect(rightsWith(template, " where SEED#*")).toEqual(["Admit GetItem", "CreateConcert PutItem"]);
  });

  test("Q9: on the set of public keys are to read, but for functions that sign", () => {
    const { template } = stackOf(stageName);
    const rights = rightsWith(template, " where SIGNING-KEYS");
    const writers = rights.filter((right) => !right.endsWith(" GetItem"));

    expect(writers).toEqual(["JoinQueue UpdateItem", "PayReservation UpdateItem", "ReadQueueToken UpdateItem"]);
    expect(rights.length).toBeGreaterThan(2 * writers.length);
  });

  test("to read the signing secret are those of functions that sign, and no other function's", () => {
    const { template } = stackOf(stageName);
    const { id } = resourceAt(template, "AWS::SecretsManager::Secret", "SigningKey/Secret");
    const readers = allRights(template).flatMap(({ owner, right }) => (right.includes(`${id}.Ref`) ? [owner] : []));

    expect(readers.toSorted()).toEqual(["JoinQueue", "PayReservation", "ReadQueueToken"]);
  });

  test.each(["Admit", "SweepSections", "SweepTopUps", "SweepCallOffs"])(
    "to invoke %s are its schedule's alone",
    (id) => {
      // Prepare
      const { template } = stackOf(stageName);
      const { properties } = resourceAt(template, "AWS::Scheduler::Schedule", `${id}/Schedule/Schedule`);

      // Act
      const rights = rightsOf(template, properties["Target"]["RoleArn"]["Fn::GetAtt"][0]);

      // Assess
      const target =
        id === "Admit"
          ? `${resourceAt(template, "AWS::Lambda::Alias", "Admit/Live").id}.Ref`
          : `${resourceAt(template, "AWS::Lambda::Function", `${id}/Function`).id}.Arn`;
      expect(rights).toEqual([`Allow lambda:InvokeFunction on ${target}`]);
    },
  );

  test("to invoke a function over HTTP are given for each of its routes", () => {
    const { template } = stackOf(stageName);
    const api = resourceAt(template, "AWS::ApiGatewayV2::Api", "Api/Http").id;
    const permissions = resourcesOf(template, "AWS::Lambda::Permission").filter(
      // API Gateway asks one of them, whatever the route, and Cognito another.
      ({ properties }) =>
        !JSON.stringify(properties["SourceArn"]).includes("/authorizers/") &&
        properties["Principal"] !== "cognito-idp.amazonaws.com",
    );
    expect(permissions.length).toBe(resourcesOf(template, "AWS::ApiGatewayV2::Route").length);
    for (const { properties } of permissions) {
      expect(properties).toMatchObject({ Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com" });
      expect(JSON.stringify(properties["SourceArn"])).toContain(api);
    }
  });
});
