import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { infer as Infer, ZodMiniType } from "zod/mini";
import { jsonOrUndefined } from "#functions/shared/json.ts";
import { log } from "#functions/shared/log.ts";

export interface Message<T> {
  readonly messageId: string;
  readonly body: T;
}

/**
 * Parts a batch of SQS records into messages that fit the schema and those that never will. The latter are
 * reported as failed: SQS brings them back a few times and then puts them into the dead-letter queue, while the
 * rest of the batch is done with.
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

export const failedMessages = (messageIds: readonly string[]): SQSBatchResponse => ({
  batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
});

/** Does `act` on every item, at most `parallel` at a time, and returns those it failed on. */
export const forEachLimit = async <T>(
  items: readonly T[],
  parallel: number,
  act: (item: T) => Promise<void>,
): Promise<readonly T[]> => {
  const failures: T[] = [];
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      try {
        await act(item);
      } catch (error) {
        log.error("item failed", error);
        failures.push(item);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker));
  return failures;
};
