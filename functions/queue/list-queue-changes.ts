import { readQueue } from "#functions/queue/queue-store.ts";
import type { QueueChangeRecord } from "#functions/queue/rules/settings-change.ts";
import { listChanges } from "#functions/queue/settings-history-store.ts";
import type { Page } from "#functions/shared/dynamodb.ts";
import { Problem } from "#functions/shared/problem.ts";

/**
 * A page of the changes of a queue's settings, the last first.
 * @throws Problem CONCERT_NOT_FOUND
 */
export const listQueueChanges = async (
  concertId: string,
  page: { readonly limit: number; readonly after: Pick<QueueChangeRecord, "revision"> | undefined },
): Promise<Page<QueueChangeRecord>> => {
  const changes = await listChanges(concertId, page);
  if (changes.items.length === 0 && (await readQueue(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return changes;
};
