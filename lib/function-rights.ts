import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { Grants, SqsQueueName, TableAction, TableName } from "#functions/shared/grants.ts";
import type { Resources } from "#lib/resources.ts";
import type { StoredTable } from "#lib/tables.ts";

/**
 * Gives a function the rights that its grants name, each on one exact resource. CDK's own `grant…` methods add undeclared
 * actions (GetQueueUrl, DescribeSecret) and `index/*`, so the statements are written here.
 */
export const giveRights = (grantee: IGrantable, grants: Grants, resources: Resources): void => {
  for (const [name, actions] of entriesOf<TableName, readonly TableAction[]>(grants.tables)) {
    giveTableRights(grantee, resources.tables[name], actions);
  }
  for (const name of grants.sends ?? []) {
    give(grantee, ["sqs:SendMessage"], [resources.sqsQueues[name satisfies SqsQueueName].queue.queueArn]);
  }
  for (const name of grants.deadLetters ?? []) {
    give(grantee, ["sqs:SendMessage"], [resources.sqsQueues[name].deadLetters.queueArn]);
  }
  if (grants.signingKey) give(grantee, ["secretsmanager:GetSecretValue"], [resources.signingKey.secretArn]);
  if (grants.webhookSecret) give(grantee, ["secretsmanager:GetSecretValue"], [resources.webhookSecret.secretArn]);
  if (grants.events) give(grantee, ["events:PutEvents"], [resources.bus.eventBusArn]);
};

const giveTableRights = (grantee: IGrantable, stored: StoredTable, actions: readonly TableAction[]): void => {
  const { tableArn } = stored.table;
  give(
    grantee,
    actions.map((action) => `dynamodb:${action}`),
    [tableArn],
  );
  if (actions.includes("Query") && stored.indexNames.length > 0) {
    give(
      grantee,
      ["dynamodb:Query"],
      stored.indexNames.map((index) => `${tableArn}/index/${index}`),
    );
  }
};

const give = (grantee: IGrantable, actions: string[], resourceArns: string[]): void => {
  Grant.addToPrincipal({ grantee, actions, resourceArns }).assertSuccess();
};

const entriesOf = <K extends string, V>(record: Partial<Record<K, V>> = {}): [K, V][] =>
  Object.entries(record) as [K, V][];
