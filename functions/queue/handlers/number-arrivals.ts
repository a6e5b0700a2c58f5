import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { numberArrival } from "#functions/queue/place-store.ts";
import { takeArrivals } from "#functions/queue/queue-store.ts";
import { Join } from "#functions/queue/rules/join.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import { failedMessages, type Message, readMessages } from "#functions/shared/sqs-batch.ts";
import { backOff } from "#functions/shared/transaction.ts";

const PARALLEL_WRITES = 25;
/** A join that could not be written keeps its arrival through so many tries; then its message comes back for a later one. */
const ROUNDS_MAX = 4;

/**
 * Numbers a batch of joins: one write takes a block of arrivals for each lane of each concert, then each join gets one. A join
 * that came before leaves its arrival unused, which is only a gap (Q2, Q5).
 */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const inOrderSent = event.Records.toSorted(
    (a, b) => Number(a.attributes.SentTimestamp) - Number(b.attributes.SentTimestamp),
  );
  const { messages, malformed } = readMessages(Join, inOrderSent);
  const byLane = Map.groupBy(messages, ({ body }) => `${body.lane} ${body.concertId}`);
  const failed = await Promise.all(
    Array.from(byLane.values(), (joins) =>
      numberJoins(joins).catch((error: unknown) => {
        log.error("arrivals not numbered", error, { concertId: joins[0]?.body.concertId });
        return joins.map((join) => join.messageId);
      }),
    ),
  );
  return failedMessages([...malformed, ...failed.flat()]);
};

/** @param joins of one lane of one concert */
const numberJoins = async (joins: readonly Message<Join>[]): Promise<readonly string[]> => {
  const [first] = joins;
  if (first === undefined) return [];
  const { concertId, lane } = first.body;
  const people = Array.from(Map.groupBy(joins, (join) => `${join.body.generation} ${join.body.userId}`).values());
  const firstArrival = await takeArrivals(concertId, lane, people.length);
  if (firstArrival === undefined) {
    log.warn("joins of an unknown concert", { concertId, joins: joins.length });
    return joins.map((join) => join.messageId);
  }
  const arrivals = people.map((copies, index) => ({ copies, arrival: firstArrival + index }));
  const failures = await writtenPatiently(arrivals);
  return failures.flatMap(({ copies }) => copies.map((copy) => copy.messageId));
};

interface Arrival {
  readonly copies: readonly Message<Join>[];
  readonly arrival: number;
}

/** Writes places, and those that failed again, and returns the ones that failed to the last. */
const writtenPatiently = async (arrivals: readonly Arrival[]): Promise<readonly Arrival[]> => {
  let left = arrivals;
  for (let round = 1; left.length > 0 && round <= ROUNDS_MAX; round += 1) {
    if (round > 1) await backOff(round);
    left = await forEachLimit(left, PARALLEL_WRITES, async ({ copies, arrival }) => {
      const join = copies[0];
      if (join) await numberArrival(join.body, arrival);
    });
  }
  return left;
};
