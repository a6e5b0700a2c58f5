import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  type CfnFunction,
  Code,
  type EventInvokeConfigOptions,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { FUNCTION_NAME_METADATA } from "#functions/deployment.ts";
import { reservedCalls } from "#lib/concurrency.ts";
import { environmentOf } from "#lib/function-environment.ts";
import type { FunctionEntry } from "#lib/function-list.ts";
import { rightsOf } from "#lib/function-rights.ts";
import type { Resources } from "#lib/resources.ts";
import type { StageSettings } from "#lib/stages.ts";

export interface EncoreFunctionProps {
  readonly entry: FunctionEntry;
  /** Folder with the bundled handler. */
  readonly codeFolder: string;
  readonly stage: StageSettings;
  readonly resources: Resources;
}

/** The alias that triggers invoke. */
export const LIVE_ALIAS_NAME = "live";

/** Lambda drops a call of a schedule that it could not begin within this time. */
const TICK_AGE_MAX = Duration.seconds(60);

/** A Lambda function with the rights and environment variables that its entry declares, and no more. */
export class EncoreFunction extends Construct {
  readonly entry: FunctionEntry;
  readonly stage: StageSettings;
  readonly lambda: LambdaFunction;
  /** The calls that it has for itself, and its limit; absent if it shares with others. */
  readonly reservedCalls: number | undefined;
  /** What its triggers invoke: of a function with gradual deployments an alias, which moves from version to version. */
  readonly live: IFunction;
  readonly #rights = new PolicyDocument();

  constructor(scope: Construct, id: string, props: EncoreFunctionProps) {
    super(scope, id);
    const { entry, stage, resources } = props;
    this.entry = entry;
    this.stage = stage;
    this.reservedCalls = reservedCalls(entry.name, stage.concurrencyMax);

    const logGroup = new LogGroup(this, "Logs", {
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // The default role could write to every log group of the account.
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: { Rights: this.#rights },
    });
    this.allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logGroup.logGroupArn]);
    for (const right of rightsOf(entry, resources)) this.#rights.addStatements(right);

    // A failed or late tick is not made up for: the next one does its work. No other function is invoked asynchronously.
    const onFailure: EventInvokeConfigOptions =
      entry.trigger.kind === "schedule" ? { retryAttempts: 0, maxEventAge: TICK_AGE_MAX } : {};
    this.lambda = new LambdaFunction(this, "Function", {
      description: entry.summary,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.codeFolder),
      handler: "index.handler",
      memorySize: entry.memoryMb ?? stage.functionMemoryMb,
      timeout: Duration.seconds(entry.timeoutSeconds),
      ...(this.reservedCalls === undefined ? {} : { reservedConcurrentExecutions: this.reservedCalls }),
      environment: { ...environmentOf(entry, resources, stage) },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(entry.isGradual ? {} : onFailure),
      ...(entry.chainEnds === undefined ? {} : { recursiveLoop: RecursiveLoop.ALLOW }),
    });
    const resource = this.lambda.node.defaultChild as CfnFunction;
    resource.addMetadata(FUNCTION_NAME_METADATA, entry.name);
    if (stage.tracing === "active") this.#trace(resource);
    this.live = (entry.isGradual ? this.#alias(onFailure) : this.lambda) as IFunction;
  }

  #alias(onFailure: EventInvokeConfigOptions): Alias {
    return new Alias(this, "Live", {
      aliasName: LIVE_ALIAS_NAME,
      version: this.lambda.currentVersion as IVersion,
      ...onFailure,
    });
  }

  /** CDK's own setting would give the role a policy beside its rights. */
  #trace(resource: CfnFunction): void {
    resource.tracingConfig = { mode: "Active" };
    this.allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]);
    const reason = "X-Ray has no resources that a right could name.";
    Validations.of(this).acknowledge(
      { id: "AwsSolutions-IAM5[Resource::*]", reason },
      { id: "Serverless-LambdaStarPermissions", reason },
    );
  }

  /**
   * Gives the function a right. All of them are a part of its role: a policy of its own would be one more of the 500
   * resources that a stack may have, for each function.
   */
  allow(actions: string[], resources: string[]): void {
    this.#rights.addStatements(new PolicyStatement({ actions, resources }));
  }
}
