import { setTimeout as delay } from "node:timers/promises";
import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";

interface ShardOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly shardId: string;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  readonly batchSize: number;
  /** Processes a batch; the next one is read when it is done. */
  readonly process: (records: readonly StreamRecord[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Often enough that people do not notice, rarely enough that an idle service needs no CPU. */
const POLL_MS = 200;
const OUTAGE_PAUSE_MS = 1000;

/** Reads one shard from its starting position until it is closed or the signal stops it. */
export const readShard = async (options: ShardOptions): Promise<void> => {
  let position: Position | undefined = { kind: "start" };
  while (position !== undefined && !options.signal.aborted) position = await readOn(options, position);
};

/** Reads and processes one page. @returns The next position; undefined at the end of the shard. */
const readOn = async (options: ShardOptions, position: Position): Promise<Position | undefined> => {
  try {
    const { records, next } = await readPage(options, position);
    if (records.length > 0) await options.process(records);
    else await pause(POLL_MS, options.signal);
    return next;
  } catch (error) {
    // An iterator lives for a few minutes. After an outage or a long retry, reading continues after the last record.
    // DynamoDB Local also trims the iterator of an empty shard as soon as its first record comes.
    await pause(OUTAGE_PAUSE_MS, options.signal);
    if (position.kind === "iterator") return position.fallback;
    return isTrimmed(error) ? { kind: "start" } : position;
  }
};

const isTrimmed = (error: unknown): boolean => error instanceof Error && error.name === "TrimmedDataAccessException";

type Restart = { readonly kind: "start" } | { readonly kind: "after"; readonly sequenceNumber: string };
type Position = Restart | { readonly kind: "iterator"; readonly iterator: string; readonly fallback: Restart };

interface Page {
  readonly records: readonly StreamRecord[];
  /** Undefined at the end of a closed shard. */
  readonly next: Position | undefined;
}

const readPage = async (options: ShardOptions, position: Position): Promise<Page> => {
  const iterator = position.kind === "iterator" ? position.iterator : await iteratorAt(options, position);
  const { Records: records = [], NextShardIterator } = await options.client.send(
    new GetRecordsCommand({ ShardIterator: iterator, Limit: options.batchSize }),
    { abortSignal: options.signal },
  );
  const last = records.at(-1)?.dynamodb?.SequenceNumber;
  const before = position.kind === "iterator" ? position.fallback : position;
  const fallback: Restart = last === undefined ? before : { kind: "after", sequenceNumber: last };
  return {
    records,
    next: NextShardIterator === undefined ? undefined : { kind: "iterator", iterator: NextShardIterator, fallback },
  };
};

const iteratorAt = async ({ client, streamArn, shardId, ...options }: ShardOptions, from: Restart): Promise<string> => {
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ...(from.kind === "start"
        ? { ShardIteratorType: options.startingPosition }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: from.sequenceNumber }),
    }),
    { abortSignal: options.signal },
  );
  if (ShardIterator === undefined) throw new Error(`DynamoDB returned no iterator for the shard ${shardId}.`);
  return ShardIterator;
};

export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal }).catch(() => undefined);
};
