import type { SQSRecord } from "aws-lambda";
import { writeOffUnused } from "#functions/queue/gone-store.ts";
import { type Numbering, numberArrival, readPlaces } from "#functions/queue/place-store.ts";
import { readQueue, takeArrivals } from "#functions/queue/queue-store.ts";
import { takeReserveFor } from "#functions/queue/reserve.ts";
import { isObsolete, type Join } from "#functions/queue/rules/join.ts";
import { isOfLobby } from "#functions/queue/rules/lobby-reserve.ts";
import { isDrawn, laneOf, type Place, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { takeArrivalBack } from "#functions/queue/take-arrival-back.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import type { Message } from "#functions/shared/sqs-batch.ts";
import { type Clock, systemClock } from "#functions/shared/time.ts";
import { backOff } from "#functions/shared/transaction.ts";

const PARALLEL_WRITES = 25;
/** Joins that take an arrival back all check the queue in a transaction, so that more at once would only conflict. */
const PARALLEL_TAKE_BACKS = 2;
/** A join keeps its arrival through this many rounds of writing. Then its message returns to SQS and gets a later one. */
const ROUNDS_MAX = 4;

/** The records of a batch in the order in which their joins were sent. */
export const inOrderSent = (records: readonly SQSRecord[]): readonly SQSRecord[] =>
  records.toSorted((a, b) => Number(a.attributes.SentTimestamp) - Number(b.attributes.SentTimestamp));

/**
 * Numbers a batch of joins. Joins that were numbered before, or that can start no place any more, take no arrival (Q10).
 * For the others, one write takes a block of arrivals for each lane of each concert, then each join gets one of them
 * (Q2, Q5).
 * @returns the ids of the messages that failed
 */
export const numberArrivals = async (
  messages: readonly Message<Join>[],
  clock: Clock = systemClock,
): Promise<readonly string[]> => {
  const byLane = Map.groupBy(messages, ({ body }) => `${body.lane} ${body.concertId}`);
  const failed = await Promise.all(
    Array.from(byLane.values(), (joins) =>
      numberJoins(joins, clock).catch((error: unknown) => {
        log.error("arrivals not numbered", error, { concertId: joins[0]?.body.concertId });
        return joins.map((join) => join.messageId);
      }),
    ),
  );
  return failed.flat();
};

/** One join, in all its messages: SQS may deliver it more than once. */
interface Arriving {
  readonly join: Join;
  readonly copies: readonly Message<Join>[];
}

interface Arrival extends Arriving {
  readonly arrival: number;
}

const idsOf = (arriving: readonly Arriving[]): readonly string[] =>
  arriving.flatMap(({ copies }) => copies.map((copy) => copy.messageId));

/** @param joins of one lane of one concert */
const numberJoins = async (joins: readonly Message<Join>[], clock: Clock): Promise<readonly string[]> => {
  const [first] = joins;
  if (first === undefined) return [];
  const { concertId, lane } = first.body;
  const everyone = Array.from(
    Map.groupBy(joins, ({ body }) => `${body.generation} ${body.userId}`).values(),
    (copies): Arriving => ({ join: (copies[0] ?? first).body, copies }),
  );
  const places = await readPlaces(
    concertId,
    everyone.map(({ join }) => join.userId),
  );
  const open = everyone.filter(({ join }) => !isObsolete(join, places.get(join.userId)));
  const { newcomers, failed } = await takeArrivalsBack(concertId, open, places);
  if (newcomers.length === 0) return idsOf(failed);

  const taken = await takeArrivals(concertId, lane, newcomers.length);
  if (taken === undefined) {
    log.warn("joins of an unknown concert", { concertId, joins: joins.length });
    return idsOf([...failed, ...newcomers]);
  }
  const { queue } = taken;
  const block = newcomers.map((arriving, index): Arrival => ({ ...arriving, arrival: taken.first + index }));
  const numbered = await moveToReserve(queue, block, clock);
  return idsOf([...failed, ...(await writeInRounds(queue, numbered, clock))]);
};

/** Before the draw, people who join again get the arrival back that they had. */
const takeArrivalsBack = async (
  concertId: string,
  open: readonly Arriving[],
  places: ReadonlyMap<string, Place>,
): Promise<{ readonly newcomers: readonly Arriving[]; readonly failed: readonly Arriving[] }> => {
  const mayHaveOne = (arriving: Arriving): boolean => places.has(arriving.join.userId);
  const isBeforeDraw = async () => {
    const queue = await readQueue(concertId);
    return queue !== undefined && !isDrawn(queue);
  };
  if (!open.some(mayHaveOne) || !(await isBeforeDraw())) return { newcomers: open, failed: [] };
  const done = new Set<Arriving>();
  const failed = await forEachLimit(open.filter(mayHaveOne), PARALLEL_TAKE_BACKS, async (arriving) => {
    const place = places.get(arriving.join.userId);
    if (place && (await takeArrivalBack(arriving.join, place))) done.add(arriving);
  });
  return { newcomers: open.filter((arriving) => !done.has(arriving) && !failed.includes(arriving)), failed };
};

/**
 * Gives people who joined before the opening and come after the draw a drawn arrival instead, as long as there are any
 * (Q12). The arrivals of the block that they leave are written off.
 */
const moveToReserve = async (
  queue: QueueState,
  block: readonly Arrival[],
  clock: Clock,
): Promise<readonly Arrival[]> => {
  const [first] = block;
  const isLate = ({ join, arrival }: Arrival): boolean => {
    const { drawnTo, lateTo } = queue.lanes[laneOf(arrival)];
    // A queue that opened at once had no lobby.
    return lateTo !== undefined && arrival > (drawnTo ?? arrival) && isOfLobby(queue, join);
  };
  const late = block.filter(isLate);
  if (first === undefined || late.length === 0) return block;
  const reserve = await takeReserveFor(queue, laneOf(first.arrival), late.length, clock);
  if (reserve.length < late.length) {
    const left = late.length - reserve.length;
    log.warn("no drawn number is left for joins of the lobby", { concertId: queue.concertId, joins: left });
  }
  const moved = new Map(late.slice(0, reserve.length).map((each, index) => [each, reserve[index] ?? each.arrival]));
  await writeOffAll(
    queue,
    Array.from(moved.keys(), ({ arrival }) => arrival),
    clock,
  );
  return block.map((each) => ({ ...each, arrival: moved.get(each) ?? each.arrival }));
};

/** What is not written off costs a place until its turn is over, and nothing more. */
const writeOffAll = async (queue: QueueState, arrivals: readonly number[], clock: Clock): Promise<void> => {
  await forEachLimit(arrivals, PARALLEL_WRITES, (arrival) => writeOffUnused(queue, arrival, clock()));
};

/** Writes places, and those that failed again in the next round. Returns those that failed in every round. */
const writeInRounds = async (
  queue: QueueState,
  arrivals: readonly Arrival[],
  clock: Clock,
): Promise<readonly Arrival[]> => {
  const unused: number[] = [];
  let left = arrivals;
  for (let round = 1; left.length > 0 && round <= ROUNDS_MAX; round += 1) {
    if (round > 1) await backOff(round);
    left = await forEachLimit(left, PARALLEL_WRITES, async ({ join, arrival }) => {
      const numbering: Numbering = await numberArrival(join, arrival);
      if (numbering === "unused") unused.push(arrival);
    });
  }
  await writeOffAll(queue, unused, clock);
  return left;
};
