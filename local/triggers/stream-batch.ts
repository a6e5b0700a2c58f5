import { setTimeout as delay } from "node:timers/promises";
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import type { StreamSource } from "#local/stack/triggers.ts";
import { failuresOf } from "#local/triggers/batch-failures.ts";
import type { InvokeFunction } from "#local/triggers/invoke.ts";
import { sequenceNumberOf, streamEvent } from "#local/triggers/stream-event.ts";

export interface StreamBatchOptions {
  readonly streamArn: string;
  readonly source: Pick<StreamSource, "ageSecondsMax" | "bisects" | "reportsFailures" | "retriesMax">;
  readonly invoke: InvokeFunction;
  /** Called with the records that failed for good. */
  readonly sendToDeadLetters: (records: readonly StreamRecord[], attempts: number) => Promise<void>;
  readonly signal: AbortSignal;
}

const RETRY_PAUSE_MS_MIN = 100;
const RETRY_PAUSE_MS_MAX = 10_000;

/**
 * Passes the records of one shard to the function in order, as Lambda does. A failed batch is retried from its first
 * failed record on; if that is the first record and the mapping bisects, in halves. When its attempts or its age are used
 * up, it goes to the dead letters. Resolves when all records are done or dead letters, or the signal stops it.
 */
export const processRecords = async (
  options: StreamBatchOptions,
  records: readonly StreamRecord[],
  attempt = 0,
): Promise<void> => {
  if (records.length === 0 || options.signal.aborted) return;
  const { source, invoke, streamArn, sendToDeadLetters, signal } = options;
  const ids = new Set(records.map(sequenceNumberOf));
  const failures = failuresOf(await invoke(streamEvent(streamArn, records)), ids, source.reportsFailures);
  if (failures === "none") return;

  // The order within a shard holds: records after the first failure wait for it.
  const firstFailure = failures === "all" ? 0 : records.findIndex((record) => failures.has(sequenceNumberOf(record)));
  const left = records.slice(firstFailure);
  if (firstFailure > 0) return processRecords(options, left, attempt);
  if (isUsedUp(source, left, attempt)) return sendToDeadLetters(left, attempt + 1);

  await delay(Math.min(RETRY_PAUSE_MS_MIN * 2 ** attempt, RETRY_PAUSE_MS_MAX), undefined, { signal }).catch(
    () => undefined,
  );
  if (!source.bisects || left.length === 1) return processRecords(options, left, attempt + 1);
  const middle = Math.ceil(left.length / 2);
  // Halving does not count as an attempt: a record alone in its batch still has all of them.
  await processRecords(options, left.slice(0, middle), attempt);
  await processRecords(options, left.slice(middle), attempt);
};

const isUsedUp = (
  { retriesMax, ageSecondsMax }: StreamBatchOptions["source"],
  [oldest]: readonly StreamRecord[],
  attempt: number,
): boolean => {
  if (retriesMax >= 0 && attempt >= retriesMax) return true;
  const createdMs = oldest?.dynamodb?.ApproximateCreationDateTime?.getTime();
  return ageSecondsMax >= 0 && createdMs !== undefined && Date.now() - createdMs > ageSecondsMax * 1000;
};
