import { Duration, Validations } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Alias } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { type EncoreFunction, LIVE_ALIAS_NAME } from "#lib/function.ts";

export interface GradualDeploymentProps {
  readonly api: HttpApi;
  readonly functions: readonly EncoreFunction[];
}

/** Of all requests, while a tenth of some are answered by the new version. */
const FAILED_SHARE_MAX = 0.01;

/**
 * Gives a new version of a function a tenth of the calls for five minutes, then all of them. If the new version fails
 * meanwhile, everything goes back to the old one, and the deployment of the stack with it.
 */
export class GradualDeployment extends Construct {
  constructor(scope: Construct, id: string, { api, functions }: GradualDeploymentProps) {
    super(scope, id);
    const application = new LambdaApplication(this, "Application");
    const role = this.#role(functions).withoutPolicyUpdates();
    const failures = this.#failures(api);
    for (const target of functions) {
      new LambdaDeploymentGroup(this, `${target.entry.id}Group`, {
        application,
        role,
        alias: target.live as Alias,
        deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
        alarms: [this.#crashes(target), failures],
      });
    }
  }

  /** What AWS's managed policy for this allows, on these functions alone. */
  #role(functions: readonly EncoreFunction[]): Role {
    const actions = ["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"];
    // By name: an alias waits for its group, and the group for this role.
    const resources = functions.flatMap(({ lambda }) => [
      lambda.functionArn,
      `${lambda.functionArn}:${LIVE_ALIAS_NAME}`,
    ]);
    Validations.of(this).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "The right to describe alarms names no alarm.",
    });
    return new Role(this, "Role", {
      assumedBy: new ServicePrincipal("codedeploy.amazonaws.com"),
      inlinePolicies: {
        Rights: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions, resources }),
            new PolicyStatement({ actions: ["cloudwatch:DescribeAlarms"], resources: ["*"] }),
          ],
        }),
      },
    });
  }

  /** A function that answers with 500 has not failed, as Lambda sees it. */
  #failures(api: HttpApi): Alarm {
    return new Alarm(this, "ServerErrors", {
      alarmDescription:
        "More than 1% of the requests got a 5xx response in a minute. A deployment that is under way goes back by itself.",
      metric: api.metricServerError({ period: Duration.minutes(1), statistic: Stats.AVERAGE }),
      threshold: FAILED_SHARE_MAX,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  #crashes({ entry, live }: EncoreFunction): Alarm {
    return new Alarm(this, `${entry.id}Fails`, {
      alarmDescription: `A version of ${entry.handler} that is being deployed fails. The deployment goes back by itself.`,
      metric: live.metricErrors({ period: Duration.minutes(1), statistic: Stats.SUM }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
