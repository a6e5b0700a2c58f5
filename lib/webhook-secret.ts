import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

export interface WebhookSecretProps {
  /** Whether the secret outlives the stack. */
  readonly keepsData: boolean;
}

/**
 * The secret that the signing secrets of webhooks are derived from. It is not the one of queue tokens and receipts, so
 * the function that calls other people's servers can sign neither.
 */
export class WebhookSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, props: WebhookSecretProps) {
    super(scope, id);
    this.secret = new Secret(this, "Secret", {
      description: "Encore derives the signing secrets of its webhooks from this.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: props.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "Another text changes the secret of every webhook, which their receivers have to be told by a person.",
    });
  }
}
