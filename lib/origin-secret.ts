import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

/**
 * The secret that the edge adds to each request, by which the API knows that it came that way. Nothing is lost with it: a
 * new one is made with the next deployment.
 */
export class OriginSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secret = new Secret(this, "Secret", {
      description: "Encore: the header by which the API knows requests that came through the edge.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this.secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "`npm run rotate-origin-secret` replaces it, at any time and without a refused request: docs/guides/deploy.md.",
    });
  }

  /** The value, as CloudFormation puts it into a resource: it is in no template. */
  get value(): string {
    return this.secret.secretValue.unsafeUnwrap();
  }
}
