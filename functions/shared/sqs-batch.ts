import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { infer as Infer, ZodMiniType } from "zod/mini";
import { jsonOrUndefined } from "#functions/shared/json.ts";
import { log } from "#functions/shared/log.ts";

export interface Message<T> {
  readonly messageId: string;
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
    if (parsed.success) messages.push({ messageId: record.messageId, body: parsed.data });
    else {
      malformed.push(record.messageId);
      log.warn("malformed message", { messageId: record.messageId });
    }
  }
  return { messages, malformed };
};

/** The result by which Lambda has SQS deliver these messages again, and deletes the others. */
export const failedMessages = (messageIds: readonly string[]): SQSBatchResponse => ({
  batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
});
