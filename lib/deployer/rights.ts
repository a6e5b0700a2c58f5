import { Arn, ArnFormat, Aws, type Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { stackNameOf } from "#lib/encore-stage.ts";
import type { StageName } from "#lib/stages.ts";

/** The qualifier of `cdk bootstrap`, unless somebody chose another one. */
const QUALIFIER = "hnb659fds";
/** The roles of `cdk bootstrap` that a deployment without container images needs. */
const BOOTSTRAP_ROLES = ["deploy", "file-publishing", "lookup"] as const;

const arnIn = (stack: Stack, service: string, resource: string, resourceName: string, format: ArnFormat): string =>
  Arn.format({ service, resource, resourceName, arnFormat: format }, stack);

/** A deployment does everything with the roles of `cdk bootstrap`. */
export const deploy = (regions: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    sid: "Deploy",
    actions: ["sts:AssumeRole"],
    resources: regions.flatMap((region) =>
      BOOTSTRAP_ROLES.map(
        (role) =>
          `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/cdk-${QUALIFIER}-${role}-role-${Aws.ACCOUNT_ID}-${region}`,
      ),
    ),
  });

/** `npm run watch-stage`: CloudWatch lists alarms of an account and region, or none. */
export const watchAlarms = (stack: Stack): PolicyStatement =>
  new PolicyStatement({
    sid: "WatchAlarms",
    actions: ["cloudwatch:DescribeAlarms"],
    resources: [arnIn(stack, "cloudwatch", "alarm", "*", ArnFormat.COLON_RESOURCE_NAME)],
  });

/** `cdk diff --method=template`. Templates have no secrets in them, and this reads nothing else. */
export const readTemplates = (regions: readonly string[], stages: readonly StageName[]): PolicyStatement =>
  new PolicyStatement({
    sid: "ReadTemplates",
    actions: ["cloudformation:DescribeStacks", "cloudformation:GetTemplate"],
    resources: regions.flatMap((region) =>
      stages.flatMap((stage) =>
        ["/*", "-*/*"].map(
          (ending) =>
            `arn:${Aws.PARTITION}:cloudformation:${region}:${Aws.ACCOUNT_ID}:stack/${stackNameOf(stage)}${ending}`,
        ),
      ),
    ),
  });

/** `npm run token -- --outputs` and `npm run clean-stage`: accounts that belong to tools, in the pools with this stage's tags. */
export const makeAccounts = (stack: Stack, stage: StageName): PolicyStatement =>
  new PolicyStatement({
    sid: "MakeAccounts",
    actions: [
      "cognito-idp:AdminAddUserToGroup",
      "cognito-idp:AdminConfirmSignUp",
      "cognito-idp:AdminDeleteUser",
      "cognito-idp:AdminSetUserPassword",
      "cognito-idp:CreateGroup",
      "cognito-idp:ListUsers",
    ],
    resources: [arnIn(stack, "cognito-idp", "userpool", "*", ArnFormat.SLASH_RESOURCE_NAME)],
    conditions: { StringEquals: { "aws:ResourceTag/service": "encore", "aws:ResourceTag/stage": stage } },
  });

/** `npm run clean-stage`: removes what the conformance suite made in the tables. */
export const cleanTables = (stack: Stack, stage: StageName): PolicyStatement =>
  new PolicyStatement({
    sid: "CleanTables",
    actions: ["dynamodb:BatchWriteItem", "dynamodb:Scan", "dynamodb:UpdateItem"],
    resources: [arnIn(stack, "dynamodb", "table", `${stackNameOf(stage)}-data-*`, ArnFormat.SLASH_RESOURCE_NAME)],
  });
