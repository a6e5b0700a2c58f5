import { Grant, type GrantOnPrincipalOptions, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { SqsQueueName } from "#functions/shared/grants.ts";
import type { FunctionEntry } from "#lib/function-list.ts";
import type { Resources } from "#lib/resources.ts";
import { type TableRight, tableRightsOf } from "#lib/table-rights.ts";

/**
 * Gives a function the rights that its grants and its routes need, each on one exact resource. CDK's own `grant…` methods add undeclared
 * actions (GetQueueUrl, DescribeSecret) and `index/*`, so the statements are written here.
 */
export const giveRights = (grantee: IGrantable, entry: FunctionEntry, resources: Resources): void => {
  const { grants } = entry;
  for (const right of tableRightsOf(entry)) giveTableRights(grantee, right, resources);
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

/**
 * A request that names no partition key would pass the condition: a scan. No function may scan a table of which it may use a
 * part, and test/stack/suites/rights.ts checks that.
 */
const onPartitions = (pattern: string) => ({
  conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [pattern] } },
});

const giveTableRights = (grantee: IGrantable, right: TableRight, resources: Resources): void => {
  const { table, indexNames } = resources.tables[right.table];
  const names = right.actions.map((action) => `dynamodb:${action}`);
  give(grantee, names, [table.tableArn], right.partitions === undefined ? {} : onPartitions(right.partitions));
  if (right.actions.includes("Query") && indexNames.length > 0) {
    give(
      grantee,
      ["dynamodb:Query"],
      indexNames.map((index) => `${table.tableArn}/index/${index}`),
    );
  }
};

const give = (
  grantee: IGrantable,
  actions: string[],
  resourceArns: string[],
  options: Pick<GrantOnPrincipalOptions, "conditions"> = {},
): void => {
  Grant.addToPrincipal({ grantee, actions, resourceArns, ...options }).assertSuccess();
};
