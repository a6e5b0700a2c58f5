import { Aws, CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { type IOidcProvider, OidcProviderNative, type PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { ReleasedStage } from "#lib/deployer/released-stages.ts";
import { cleanTables, deploy, makeAccounts, readTemplates, watchAlarms } from "#lib/deployer/rights.ts";
import { AUDIENCE, GITHUB_ISSUER, jobsOf, subjectOf } from "#lib/deployer/trust.ts";

/** CloudFront takes a firewall from this region alone. */
const FIREWALL_REGION = "us-east-1";
const REGIONS = [Aws.REGION, FIREWALL_REGION];

export interface DeployerStackProps extends StackProps {
  readonly repository: string;
  /** The stages that live in this account. */
  readonly stages: readonly ReleasedStage[];
  /** GitHub's identity provider, in an account that has it: there can be only one. */
  readonly providerArn?: string;
}

/**
 * The roles by which GitHub's workflows reach an account, without stored keys. Deployed once for each account, by hand: the
 * workflows can't change what they may do.
 */
export class DeployerStack extends Stack {
  readonly #provider: IOidcProvider;

  constructor(scope: Construct, id: string, { repository, stages, providerArn, ...props }: DeployerStackProps) {
    super(scope, id, {
      description: "Encore: how GitHub's workflows deploy it",
      terminationProtection: true,
      ...props,
    });
    this.#provider =
      providerArn === undefined
        ? new OidcProviderNative(this, "GitHub", { url: `https://${GITHUB_ISSUER}`, clientIds: [AUDIENCE] })
        : OidcProviderNative.fromOidcProviderArn(this, "GitHub", providerArn);
    for (const stage of stages) {
      const rights = [deploy(REGIONS), watchAlarms(this)];
      // The suite makes accounts and concerts, and buyers have no place in staging.
      if (stage === "staging") rights.push(makeAccounts(this, stage), cleanTables(this, stage));
      this.#role(`Deploy-${stage}`, subjectOf(repository, { environment: stage }), rights);
    }
    // A pull request runs what its author wrote, so its role reads templates and nothing else.
    this.#role("Diff", subjectOf(repository, "pull_request"), [readTemplates(REGIONS, stages)]);
  }

  #role(id: string, subject: string, rights: readonly PolicyStatement[]): void {
    const role = new Role(this, id, {
      assumedBy: jobsOf(this.#provider, subject),
      description: `Jobs with the subject ${subject}`,
      maxSessionDuration: Duration.hours(2),
    });
    for (const right of rights) role.addToPolicy(right);
    new CfnOutput(this, `${id.replace("-", "")}RoleArn`, { value: role.roleArn });
  }
}
