import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { infer as Infer, ZodMiniType } from "zod/mini";
import { CAUSE, causedBy } from "#functions/shared/cause.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { jsonOrUndefined } from "#functions/shared/json.ts";
import { log } from "#functions/shared/log.ts";

export interface Message<T> {
  readonly messageId: string;
  /** The request that caused it, if it was one. */
  readonly requestId?: string;
  readonly body: T;
}

/**
 * Splits a batch of SQS records into messages that match the schema and those that never will. A handler reports the
 * latter as failed: SQS delivers them again a few times and then moves them to the dead-letter queue, without the rest
 * of the batch.
 */
export const readMessages = <S extends ZodMiniType>(
  schema: S,
  records: readonly SQSRecord[],
): { readonly messages: readonly Message<Infer<S>>[]; readonly malformed: readonly string[] } => {
  const messages: Message<Infer<S>>[] = [];
  const malformed: string[] = [];
  for (const record of records) {
    const parsed = schema.safeParse(jsonOrUndefined(record.body));
    if (parsed.success) messages.push({ messageId: record.messageId, body: parsed.data, ...requestOf(record) });
    else {
      malformed.push(record.messageId);
      log.warn("malformed message", { messageId: record.messageId });
    }
  }
  return { messages, malformed };
};

/** Other queues than Amazon's leave attributes out where there are none. */
const requestOf = ({
  messageAttributes,
}: Partial<Pick<SQSRecord, "messageAttributes">>): { readonly requestId?: string } => {
  const requestId = messageAttributes?.[CAUSE]?.stringValue;
  return requestId === undefined ? {} : { requestId };
};

/**
 * Carries out each message by itself, as something that its request has caused.
 * @returns the ids of those that failed
 */
export const carryOutEach = async <T>(
  messages: readonly Message<T>[],
  parallel: number,
  act: (body: T) => Promise<unknown>,
): Promise<readonly string[]> => {
  const failed = await forEachLimit(
    messages,
    parallel,
    ({ requestId, body }) => causedBy(requestId, () => act(body)),
    (error, { messageId, requestId }) => causedBy(requestId, () => log.error("message failed", error, { messageId })),
  );
  return failed.map(({ messageId }) => messageId);
};

/** The result by which Lambda has SQS deliver these messages again, and deletes the others. */
export const failedMessages = (messageIds: readonly string[]): SQSBatchResponse => ({
  batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
});
