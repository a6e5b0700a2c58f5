/** Everything of a stage that the account has, counted by its own services and not by CloudFormation. */
import assert from "node:assert/strict";
import { type LogGroup, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { paginateListUserPools } from "@aws-sdk/client-cognito-identity-provider";
import { paginateListTables } from "@aws-sdk/client-dynamodb";
import { ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { paginateListRoles } from "@aws-sdk/client-iam";
import { paginateListEventSourceMappings, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { paginateListSecrets } from "@aws-sdk/client-secrets-manager";
import { paginateListQueues } from "@aws-sdk/client-sqs";
import type { AwsClients } from "#test/deploy/aws.ts";
import { ofType, type Resource } from "#test/deploy/templates.ts";

/** The names of what a stage has, by the CloudFormation type of the resource. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

const all = async <Page>(pages: AsyncIterable<Page>, namesIn: (page: Page) => readonly (string | undefined)[]) => {
  const names: string[] = [];
  for await (const page of pages) names.push(...namesIn(page).filter((name) => name !== undefined));
  return names;
};

/** What cdk bootstrap made stays: it belongs to the account, not to a stage. */
const isOfStage = (name: string): boolean => !/cdk-hnb659fds|CDKToolkit/.test(name) && /encore-?dev/i.test(name);

/**
 * A call that ends after its function was removed has the emulator make its log group again, without the retention that each has
 * in the templates. In AWS no role may make one.
 */
const isDeployed = ({ retentionInDays: days }: LogGroup): boolean => days !== undefined;

export const readInventory = async (aws: AwsClients): Promise<Inventory> => {
  const pool = { client: aws.identity };
  const [tables, functions, sources, roles, queues, logGroups, userPools, secrets, buses, buckets] = await Promise.all([
    all(paginateListTables({ client: aws.dynamodb }, {}), ({ TableNames: names = [] }) => names),
    all(paginateListFunctions({ client: aws.lambda }, {}), ({ Functions: list = [] }) =>
      list.map((each) => each.FunctionName),
    ),
    all(paginateListEventSourceMappings({ client: aws.lambda }, {}), ({ EventSourceMappings: list = [] }) =>
      list.map((each) => each.FunctionArn),
    ),
    all(paginateListRoles({ client: aws.iam }, {}), ({ Roles: list = [] }) => list.map((each) => each.RoleName)),
    all(paginateListQueues({ client: aws.sqs }, {}), ({ QueueUrls: urls = [] }) => urls),
    all(paginateDescribeLogGroups({ client: aws.logs }, {}), ({ logGroups: list = [] }) =>
      list.filter(isDeployed).map((each) => each.logGroupName),
    ),
    all(paginateListUserPools(pool, { MaxResults: 60 }), ({ UserPools: list = [] }) => list.map((each) => each.Name)),
    all(paginateListSecrets({ client: aws.secrets }, {}), ({ SecretList: list = [] }) => list.map((each) => each.Name)),
    aws.events
      .send(new ListEventBusesCommand({}))
      .then(({ EventBuses: list = [] }) => list.map((each) => each.Name ?? "")),
    aws.s3.send(new ListBucketsCommand({})).then(({ Buckets: list = [] }) => list.map((each) => each.Name ?? "")),
  ]);
  const found: Inventory = {
    "AWS::DynamoDB::Table": tables,
    "AWS::Lambda::Function": functions,
    "AWS::Lambda::EventSourceMapping": sources,
    "AWS::IAM::Role": roles,
    "AWS::SQS::Queue": queues,
    "AWS::Logs::LogGroup": logGroups,
    "AWS::Cognito::UserPool": userPools,
    "AWS::SecretsManager::Secret": secrets,
    "AWS::Events::EventBus": buses,
    "AWS::S3::Bucket": buckets,
  };
  return Object.fromEntries(Object.entries(found).map(([type, names]) => [type, names.filter(isOfStage)]));
};

/** @throws AssertionError if the account has something else than the templates say. @returns how much it has */
export const expectAsInTemplates = (inventory: Inventory, templates: readonly Resource[]): string => {
  const counts = Object.entries(inventory).map(([type, names]) => [type, names.length] as const);
  const expected = counts.map(([type]) => [type, ofType(templates, type).length] as const);
  assert.deepEqual(Object.fromEntries(counts), Object.fromEntries(expected));
  return counts.map(([type, count]) => `${count} ${type.split("::").at(-1)}`).join(", ");
};

/** @throws AssertionError naming what is left */
export const expectNothingLeft = (inventory: Inventory): void => {
  assert.deepEqual(Object.values(inventory).flat(), []);
};
