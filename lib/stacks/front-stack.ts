import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { FrontDoor } from "#lib/front-door.ts";
import type { Identity } from "#lib/identity.ts";
import { SignInClient } from "#lib/sign-in-client.ts";

export interface FrontStackProps extends StackProps {
  readonly identity: Identity;
  /** Whether a service on the developer's machine may use the user pool too. */
  readonly allowsLocalhost: boolean;
}

/** What the world knows a stage by: its addresses, and the client that signs people in. They outlive every change of code. */
export class FrontStack extends Stack {
  readonly door: FrontDoor;
  readonly client: SignInClient;

  constructor(scope: Construct, id: string, { identity, allowsLocalhost, ...props }: FrontStackProps) {
    super(scope, id, props);
    this.door = new FrontDoor(this, "Api");
    this.client = new SignInClient(this, "SignIn", {
      identity,
      origins: [this.door.url, ...(allowsLocalhost ? ["http://localhost:3000"] : [])],
    });
    new CfnOutput(this, "ApiUrl", { value: this.door.url });
    new CfnOutput(this, "UserPoolClientId", { value: this.client.clientId });
  }
}
