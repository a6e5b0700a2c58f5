import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  type Shard,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { StreamSource } from "#local/stack/triggers.ts";
import type { InvokeFunction, Reader } from "#local/triggers/invoke.ts";
import { pause, readShard } from "#local/triggers/shard-reader.ts";
import { processRecords } from "#local/triggers/stream-batch.ts";

interface StreamReaderOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly source: StreamSource;
  readonly invoke: InvokeFunction;
  readonly sendToDeadLetters: (records: readonly StreamRecord[], attempts: number) => Promise<void>;
}

const SHARDS_POLL_MS = 2000;

/**
 * Follows a table's stream for its function as Lambda does: every shard, children after their parents, one batch per shard
 * at a time. The position is kept only in memory.
 */
export const followStream = (options: StreamReaderOptions): Reader => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { accepts = () => true } = options.source;
  const reading = new Map<string, Promise<void>>();
  let isFirstLook = true;

  const follow = (shard: Shard): void => {
    const { ShardId: shardId = "", ParentShardId: parentId = "" } = shard;
    if (reading.has(shardId)) return;
    // A LATEST reader skips what a shard held at the first look; a shard that appears later is read from its start.
    const startingPosition = isFirstLook ? options.source.startingPosition : "TRIM_HORIZON";
    const afterParent = reading.get(parentId) ?? Promise.resolve();
    reading.set(
      shardId,
      afterParent.then(() =>
        readShard({
          ...options,
          shardId,
          startingPosition,
          batchSize: options.source.batchSize,
          signal,
          process: (records) => processRecords({ ...options, signal }, records.filter(accepts)),
        }),
      ),
    );
  };

  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      const shards = await shardsOf(options, signal).catch(() => undefined);
      for (const shard of shards ?? []) follow(shard);
      if (shards) isFirstLook = false;
      await pause(SHARDS_POLL_MS, signal);
    }
  };
  void watch();
  return { stop: () => stopping.abort() };
};

/** All shards, parents before their children. */
const shardsOf = async ({ client, streamArn }: StreamReaderOptions, signal: AbortSignal): Promise<readonly Shard[]> => {
  const shards: Shard[] = [];
  let from: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({
        StreamArn: streamArn,
        ...(from === undefined ? {} : { ExclusiveStartShardId: from }),
      }),
      { abortSignal: signal },
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    from = StreamDescription?.LastEvaluatedShardId;
  } while (from !== undefined);
  return shards;
};
