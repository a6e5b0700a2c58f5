import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { CLIENT_SETTINGS, endWithAnswer } from "#functions/shared/aws.ts";
import { CAUSE, causingRequest } from "#functions/shared/cause.ts";
import { environment } from "#functions/shared/environment.ts";
import { sendInBatches } from "#functions/shared/in-batches.ts";
import { SQS_DELAY_SECONDS_MAX } from "#functions/shared/sqs-limits.ts";

/** The one SQS client of a function. */
export const sqs = endWithAnswer(new SQSClient(CLIENT_SETTINGS));

const UTF16_DIGITS = 4;
/** Without the flag u it matches each half of a surrogate pair, which is what an escape stands for. */
const NOT_ASCII = /[\u0080-\uffff]/g;

/**
 * A message as JSON in ASCII: other characters as \u escapes, which every reader of JSON understands. Servers differ in
 * what they do to an emoji in a body, and the SDK refuses a message whose digest is not that of what it sent.
 */
export const asciiJson = (message: unknown): string =>
  JSON.stringify(message).replaceAll(
    NOT_ASCII,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(UTF16_DIGITS, "0")}`,
  );

/** The attribute with the request that caused a message; none if nobody has asked for it. */
const cause = (requestId = causingRequest()) =>
  requestId === undefined ? {} : { MessageAttributes: { [CAUSE]: { DataType: "String", StringValue: requestId } } };

export interface SqsSender<T> {
  /** @param delaySeconds clamped to what SQS allows, from 0 to 900 */
  readonly send: (message: T, delaySeconds?: number) => Promise<void>;
  /**
   * Sends messages, each at least once.
   * @param requestOf the request that caused a message, if it is not the one at hand
   * @returns those that SQS did not accept
   */
  readonly sendAll: (messages: readonly T[], requestOf?: (message: T) => string | undefined) => Promise<readonly T[]>;
}

/**
 * Makes the sender of one SQS queue; messages travel as JSON.
 * @param variable the environment variable with the queue's URL, read at cold start
 */
export const sqsSender = <T>(variable: string): SqsSender<T> => {
  const queueUrl = environment(variable);
  return {
    send: async (message, delaySeconds = 0) => {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: asciiJson(message),
          ...cause(),
          DelaySeconds: Math.max(0, Math.min(SQS_DELAY_SECONDS_MAX, delaySeconds)),
        }),
      );
    },
    sendAll: (messages, requestOf) =>
      sendInBatches(messages, async (batch) => {
        const { Failed: refused = [] } = await sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: batch.map((message, index) => ({
              Id: String(index),
              MessageBody: asciiJson(message),
              ...cause(requestOf?.(message)),
            })),
          }),
        );
        return refused.map(({ Id: id }) => Number(id));
      }),
  };
};
