import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { type UserPool, UserPoolOperation } from "aws-cdk-lib/aws-cognito";
import { Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { StageSettings } from "#lib/stages.ts";

export interface OperatorMfaProps {
  readonly stage: StageSettings;
  readonly userPool: UserPool;
  /** Folder with the bundled handler. */
  readonly codeFolder: string;
}

/** Calls at once: Cognito signs 120 people in a second, and this takes milliseconds for all but operators. */
const CALLS = 10;

/** Takes the rights of an operator from tokens of people who sign in without a second factor. */
export class OperatorMfa extends Construct {
  constructor(scope: Construct, id: string, { stage, userPool, codeFolder }: OperatorMfaProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Logs", {
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: {
        Rights: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
              resources: [logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
    const lambda = new LambdaFunction(this, "Function", {
      description: "Gives the rights of an operator only to tokens of people with a second factor",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(codeFolder),
      handler: "index.handler",
      memorySize: stage.functionMemoryMb,
      // Cognito waits for five seconds.
      timeout: Duration.seconds(5),
      ...(stage.concurrencyMax === 0 ? {} : { reservedConcurrentExecutions: CALLS }),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });
    // Apart from the role: the user pool names the function, which needs the role to be made.
    new Policy(this, "ReadUsers", {
      roles: [role],
      statements: [new PolicyStatement({ actions: ["cognito-idp:AdminGetUser"], resources: [userPool.userPoolArn] })],
    });
    userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION, lambda);
    Validations.of(this).acknowledge({
      id: "Serverless-LambdaTracing",
      reason: "Cognito starts it, and traces nothing.",
    });
  }
}
