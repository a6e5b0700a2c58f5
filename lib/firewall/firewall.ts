import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { challengeRules } from "#lib/firewall/challenges.ts";
import { managedRules } from "#lib/firewall/managed-rules.ts";
import { REFUSAL_BODY, rateRules, refusalBody } from "#lib/firewall/rate-rules.ts";
import { visibility } from "#lib/firewall/visibility.ts";
import type { StageSettings } from "#lib/stages.ts";

export interface FirewallProps {
  readonly stage: StageSettings;
}

/** What does not get past the edge: too many requests of one sender, known bad ones, and programs that pose as browsers. */
export class Firewall extends Construct {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, { stage }: FirewallProps) {
    super(scope, id);
    const rules = [...rateRules(stage), ...managedRules(), ...challengeRules(stage)];
    const list = new CfnWebACL(this, "WebAcl", {
      scope: "CLOUDFRONT",
      description: "Encore: what does not get past the edge.",
      defaultAction: { allow: {} },
      customResponseBodies: { [REFUSAL_BODY]: { contentType: "APPLICATION_JSON", content: refusalBody } },
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
      visibilityConfig: visibility("All"),
    });
    this.webAclArn = list.attrArn;
  }
}
