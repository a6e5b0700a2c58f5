import type { SQSRecord } from "aws-lambda";
import { numberArrival } from "#functions/queue/place-store.ts";
import { takeArrivals } from "#functions/queue/queue-store.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import type { Message } from "#functions/shared/sqs-batch.ts";
import { backOff } from "#functions/shared/transaction.ts";

const PARALLEL_WRITES = 25;
/** A join keeps its arrival through this many rounds of writing. Then its message returns to SQS and gets a later one. */
const ROUNDS_MAX = 4;

/** The records of a batch in the order in which their joins were sent. */
export const inOrderSent = (records: readonly SQSRecord[]): readonly SQSRecord[] =>
  records.toSorted((a, b) => Number(a.attributes.SentTimestamp) - Number(b.attributes.SentTimestamp));

/**
 * Numbers a batch of joins: one write takes a block of arrivals for each lane of each concert, then each join gets one
 * of them. A join that was numbered before leaves its arrival unused, which is only a gap (Q2, Q5).
 * @returns the ids of the messages that failed
 */
export const numberArrivals = async (messages: readonly Message<Join>[]): Promise<readonly string[]> => {
  const byLane = Map.groupBy(messages, ({ body }) => `${body.lane} ${body.concertId}`);
  const failed = await Promise.all(
    Array.from(byLane.values(), (joins) =>
      numberJoins(joins).catch((error: unknown) => {
        log.error("arrivals not numbered", error, { concertId: joins[0]?.body.concertId });
        return joins.map((join) => join.messageId);
      }),
    ),
  );
  return failed.flat();
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
  const failures = await writeInRounds(arrivals);
  return failures.flatMap(({ copies }) => copies.map((copy) => copy.messageId));
};

interface Arrival {
  /** The messages of one join: SQS may deliver it more than once. */
  readonly copies: readonly Message<Join>[];
  readonly arrival: number;
}

/** Writes places, and those that failed again in the next round. Returns those that failed in every round. */
const writeInRounds = async (arrivals: readonly Arrival[]): Promise<readonly Arrival[]> => {
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
