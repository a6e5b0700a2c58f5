import { type Stack, Validations } from "aws-cdk-lib";
import type { StageSettings } from "#lib/stages.ts";

/** Rules of cdk-nag's packs that the stacks do not follow as a whole, each with the reason. */
const ACKNOWLEDGED: Readonly<Record<string, string>> = {
  "Serverless-LambdaDLQ":
    "Functions on routes are called with the caller waiting; SQS queues and the stream have dead letter queues; a failed tick raises an alarm.",
  "Serverless-LambdaAsyncFailureDestination":
    "A tick that failed is of no use later: the next one does its work, and an alarm says that it failed.",
  "Serverless-LambdaEventSourceMappingDestination":
    "The SQS queues themselves move messages that failed to their dead letters; the stream's mapping has a destination.",
  "Serverless-SQSRedrivePolicy": "These are the dead letter queues.",
};

const UNTRACED = { "Serverless-LambdaTracing": "The stage says that its requests are not traced." };

export const acknowledgeRules = (stack: Stack, { tracing }: Pick<StageSettings, "tracing">): void => {
  const rules = Object.entries({ ...ACKNOWLEDGED, ...(tracing === "off" ? UNTRACED : {}) }).map(([id, reason]) => ({
    id,
    reason,
  }));
  Validations.of(stack).acknowledge(...rules);
};
