import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

export interface SigningKeyProps {
  /** Whether the secret outlives the stack. */
  readonly keepsData: boolean;
}

/**
 * The secret that queue tokens and receipts are signed with. Secrets Manager generates it at the first deployment, so it is
 * in no template. Functions derive their ES256 key from it.
 */
export class SigningKey extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, props: SigningKeyProps) {
    super(scope, id);
    this.secret = new Secret(this, "Secret", {
      description: "Encore derives the ES256 key for its queue tokens and receipts from this secret.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: props.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "A person decides when the key is replaced, with one command, at any time: see docs/guides/deploy.md. Tokens of the old key stay valid.",
    });
  }
}
