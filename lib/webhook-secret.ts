import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

export interface WebhookSecretProps {
  /** Whether the secret outlives the stack. */
  readonly keepsData: boolean;
}

/**
 * The secret that the webhooks' signing secrets are derived from. Queue tokens and receipts use another one, so the function
 * that calls other people's servers can sign neither.
 */
export class WebhookSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, props: WebhookSecretProps) {
    super(scope, id);
    this.secret = new Secret(this, "Secret", {
      description: "Encore derives the signing secrets of its webhooks from this secret.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: props.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "A new value changes the secret of every webhook, so a person must inform each receiver.",
    });
  }
}
