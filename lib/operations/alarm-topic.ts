import { Aws, RemovalPolicy, Validations } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Subscription, SubscriptionProtocol, Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

export interface AlarmTopicProps {
  /** The address that gets each alarm; nobody if absent. */
  readonly email: string | undefined;
}

/** Only alarms of this account. */
const OF_THIS_ACCOUNT = { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } };

/**
 * Where every alarm of the stage is published: encrypted, over TLS only. Its key is our own because CloudWatch may not use
 * the key that AWS manages for SNS, and the alarm would be lost without a sign.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const cloudWatch = new ServicePrincipal("cloudwatch.amazonaws.com");
    const key = new Key(this, "Key", {
      description: "Encore: alarms.",
      enableKeyRotation: true,
      // It encrypts messages that are delivered within seconds, and nothing that is kept.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: OF_THIS_ACCOUNT,
      }),
    );
    this.topic = new Topic(this, "Topic", { masterKey: key, enforceSSL: true });
    // A topic with a policy of its own lets nobody in by default, not even the alarms of its account.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: OF_THIS_ACCOUNT,
      }),
    );
    if (props.email !== undefined) {
      const mail = new Subscription(this, "Email", {
        topic: this.topic,
        protocol: SubscriptionProtocol.EMAIL,
        endpoint: props.email,
      });
      Validations.of(mail).acknowledge({
        id: "Serverless-SNSRedrivePolicy",
        reason: "SNS tries a mail again for hours; an alarm of yesterday in an SQS queue helps nobody.",
      });
    }
  }
}
