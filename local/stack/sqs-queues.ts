import {
  CreateQueueCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Resolve } from "#local/stack/intrinsics.ts";
import { type AwsNames, physicalName } from "#local/stack/physical-names.ts";
import { resourcesOf, type Template } from "#local/stack/template.ts";

export interface LocalSqsQueue {
  readonly logicalId: string;
  readonly name: string;
  readonly attributes: Readonly<Partial<Record<QueueAttributeName, string>>>;
}

/** These have the same names in CloudFormation and in the API. */
const ATTRIBUTES: readonly QueueAttributeName[] = [
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "VisibilityTimeout",
];

/** The SQS queues of the template, dead letter queues before the queues that name them. */
export const sqsQueuesOf = (template: Template, names: AwsNames, resolve: Resolve): readonly LocalSqsQueue[] => {
  const queues = resourcesOf(template, "AWS::SQS::Queue").map(({ logicalId, properties }) => {
    const given = ATTRIBUTES.map((name) => [name, properties[name]] as const).filter(
      ([, value]) => value !== undefined,
    );
    const redrive = properties["RedrivePolicy"];
    return {
      logicalId,
      name: physicalName(logicalId, names),
      attributes: {
        ...Object.fromEntries(given.map(([name, value]) => [name, String(resolve(value))])),
        ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(resolve(redrive)) }),
      },
    };
  });
  return queues.toSorted((a, b) => Number("RedrivePolicy" in a.attributes) - Number("RedrivePolicy" in b.attributes));
};

/** Creates the SQS queue, or gives an existing one the template's attributes. */
export const ensureSqsQueue = async (client: SQSClient, queue: LocalSqsQueue): Promise<void> => {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: queue.name }));
  if (Object.keys(queue.attributes).length === 0) return;
  await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { ...queue.attributes } }));
};
