import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { ORIGIN_SECRET_HEADER } from "#functions/shared/origin-secret-header.ts";
import { Edge } from "#lib/edge/edge.ts";
import { FrontDoor } from "#lib/front-door.ts";
import type { Identity } from "#lib/identity.ts";
import { OriginSecret } from "#lib/origin-secret.ts";
import { SignInClient } from "#lib/sign-in-client.ts";
import type { StageOptions } from "#lib/stage-options.ts";
import type { StageSettings } from "#lib/stages.ts";

export interface FrontStackProps extends StackProps {
  readonly stage: StageSettings;
  readonly options: StageOptions;
  readonly identity: Identity;
  /** Whether a service on the developer's machine may use the user pool too. */
  readonly allowsLocalhost: boolean;
  /** ARN of the firewall's access list, for stages with a firewall. */
  readonly webAclArn?: string;
}

/** What the world knows a stage by: its addresses, and the client that signs people in. They outlive every change of code. */
export class FrontStack extends Stack {
  readonly door: FrontDoor;
  readonly client: SignInClient;
  readonly pagesBucket: Bucket;
  /** The stage's address, without a slash at its end. */
  readonly url: string;
  readonly originSecret: OriginSecret;

  constructor(scope: Construct, id: string, props: FrontStackProps) {
    const { stage, options, identity, allowsLocalhost, webAclArn, ...stackProps } = props;
    super(scope, id, stackProps);
    this.door = new FrontDoor(this, "Api");
    this.originSecret = new OriginSecret(this, "OriginSecret");
    const edge = new Edge(this, "Edge", {
      api: this.door.http,
      apiHeaders: { [ORIGIN_SECRET_HEADER]: this.originSecret.value },
      tokenOrigin: identity.domainUrl,
      posterOrigins: stage.posterOrigins,
      ...(options.domain === undefined ? {} : { domain: options.domain }),
      ...(webAclArn === undefined ? {} : { webAclArn }),
    });
    this.pagesBucket = edge.bucket;
    this.url = edge.url;
    this.client = new SignInClient(this, "SignIn", { identity, origins: this.#origins(stage, allowsLocalhost) });
    this.#outputs(edge);
  }

  #origins({ closesApi }: StageSettings, allowsLocalhost: boolean): readonly string[] {
    return [this.url, ...(closesApi ? [] : [this.door.url]), ...(allowsLocalhost ? ["http://localhost:3000"] : [])];
  }

  #outputs({ distributionId }: Edge): void {
    new CfnOutput(this, "Url", { value: this.url });
    new CfnOutput(this, "ApiUrl", { value: this.door.url });
    new CfnOutput(this, "DistributionId", { value: distributionId });
    new CfnOutput(this, "OriginSecretArn", { value: this.originSecret.secret.secretArn });
    new CfnOutput(this, "UserPoolClientId", { value: this.client.clientId });
  }
}
