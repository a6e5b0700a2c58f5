import {
  CreateQueueCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Resolve } from "#local/stack/intrinsics.ts";
import { type AwsNames, physicalName } from "#local/stack/physical-names.ts";
import { resourcesOf, type Template } from "#local/stack/template.ts";

export interface LocalQueue {
  readonly logicalId: string;
  readonly name: string;
  readonly attributes: Readonly<Partial<Record<QueueAttributeName, string>>>;
}

/** Called alike in CloudFormation and in the API. */
const ATTRIBUTES: readonly QueueAttributeName[] = [
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "VisibilityTimeout",
];

/** The queues of the template; dead-letter queues come before those that name them. */
export const queuesOf = (template: Template, names: AwsNames, resolve: Resolve): readonly LocalQueue[] => {
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

/** Makes the queue, or brings the one that is there to the template's attributes. */
export const ensureQueue = async (client: SQSClient, queue: LocalQueue): Promise<void> => {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: queue.name }));
  if (Object.keys(queue.attributes).length === 0) return;
  await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { ...queue.attributes } }));
};
