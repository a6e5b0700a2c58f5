import { PolicyStatement, type PolicyStatementProps } from "aws-cdk-lib/aws-iam";
import type { FunctionEntry } from "#lib/function-list.ts";
import type { Resources } from "#lib/resources.ts";
import { type TableRight, tableRightsOf } from "#lib/table-rights.ts";

/**
 * The rights that a function's grants and its routes need, each on one exact resource. CDK's own `grant…` methods add undeclared
 * actions (GetQueueUrl, DescribeSecret) and `index/*`, so the statements are written here.
 */
export const rightsOf = (entry: FunctionEntry, resources: Resources): readonly PolicyStatement[] => {
  const { grants } = entry;
  const { sqsQueues, signingKey, webhookSecret, originSecret, bus } = resources;
  return [
    ...tableRightsOf(entry).flatMap((right) => tableStatements(right, resources)),
    ...(grants.sends ?? []).map((name) => allow(["sqs:SendMessage"], [sqsQueues[name].queue.queueArn])),
    ...(grants.deadLetters ?? []).map((name) => allow(["sqs:SendMessage"], [sqsQueues[name].deadLetters.queueArn])),
    ...(grants.signingKey ? [allow(["secretsmanager:GetSecretValue"], [signingKey.secretArn])] : []),
    ...(grants.webhookSecret ? [allow(["secretsmanager:GetSecretValue"], [webhookSecret.secretArn])] : []),
    ...(grants.originSecret ? [allow(["secretsmanager:GetSecretValue"], [originSecret.secretArn])] : []),
    ...(grants.events ? [allow(["events:PutEvents"], [bus.eventBusArn])] : []),
  ];
};

/**
 * A request that names no partition key would pass the condition: a scan. No function may scan a table of which it may use a
 * part, and test/stack/suites/rights.ts checks that.
 */
const onPartitions = (pattern: string) => ({
  conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [pattern] } },
});

const tableStatements = (right: TableRight, resources: Resources): readonly PolicyStatement[] => {
  const { table, indexNames } = resources.tables[right.table];
  const names = right.actions.map((action) => `dynamodb:${action}`);
  const onTable = allow(names, [table.tableArn], right.partitions === undefined ? {} : onPartitions(right.partitions));
  if (!right.actions.includes("Query") || indexNames.length === 0) return [onTable];
  const indexArns = indexNames.map((index) => `${table.tableArn}/index/${index}`);
  return [onTable, allow(["dynamodb:Query"], indexArns)];
};

const allow = (
  actions: string[],
  resources: string[],
  options: Pick<PolicyStatementProps, "conditions"> = {},
): PolicyStatement => new PolicyStatement({ actions, resources, ...options });
