import { CustomResource, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket, IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { PublicationBundle } from "#lib/build/publication-bundle.ts";
import type { PageSettings } from "#lib/publication/page-settings.ts";
import type { StageSettings } from "#lib/stages.ts";

export interface PagesPublicationProps {
  readonly stage: StageSettings;
  readonly bucket: IBucket;
  readonly settings: PageSettings;
  readonly bundle: PublicationBundle;
}

/**
 * Puts the pages and their settings into their bucket with each deployment. CDK's own bucket deployment would bring a
 * Python runtime, a layer with the AWS CLI and rights on the whole bucket of assets (decision 0071).
 */
export class PagesPublication extends Construct {
  readonly resource: CustomResource;

  constructor(scope: Construct, id: string, { stage, bucket, settings, bundle }: PagesPublicationProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Logs", {
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: {
        Rights: new PolicyDocument({
          statements: [
            allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logGroup.logGroupArn]),
            allow(["s3:ListBucket"], [bucket.bucketArn]),
            allow(["s3:PutObject", "s3:DeleteObject"], [bucket.arnForObjects("*")]),
          ],
        }),
      },
    });
    const bucketId = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket);
    Validations.of(this).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/*]`,
        reason: "The function writes the objects of one bucket, which have no names beforehand.",
      },
      { id: "Serverless-LambdaTracing", reason: "It runs once a deployment." },
    );
    const publisher = new LambdaFunction(this, "Function", {
      description: "Puts the pages into their bucket when a deployment changes them",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle.folder),
      handler: "index.handler",
      memorySize: 512,
      timeout: Duration.minutes(2),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });
    this.resource = new CustomResource(this, "Pages", {
      resourceType: "Custom::EncorePages",
      serviceToken: publisher.functionArn,
      properties: {
        Bucket: bucket.bucketName,
        Config: Stack.of(this).toJsonString(settings),
        // A deployment that changes neither the pages nor their settings publishes nothing.
        State: bundle.state,
      },
    });
  }
}
