import { CfnOutput, Fn, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Firewall } from "#lib/firewall/firewall.ts";
import type { StageSettings } from "#lib/stages.ts";

export interface FirewallStackProps extends StackProps {
  readonly stage: StageSettings;
}

/** Where CloudFront looks for access lists, whatever the region of the stage. */
const REGION = "us-east-1";
const ARN_OUTPUT = "WebAclArn";

/** The firewall in front of the edge, in a stack of its own because its region is another one. */
export class FirewallStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: FirewallStackProps) {
    super(scope, id, { ...props, env: { region: REGION } });
    const { webAclArn } = new Firewall(this, "Firewall", { stage });
    new CfnOutput(this, ARN_OUTPUT, { value: webAclArn });
  }

  /** For a stack of any region. */
  get webAclArn(): string {
    return Fn.getStackOutput(this.stackName, ARN_OUTPUT, REGION);
  }
}
