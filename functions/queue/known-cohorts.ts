/** What admission keeps in memory of cohorts and their shards, so that a tick reads only what is new. */
import { readCohortsAfter, readShardCounts } from "#functions/queue/cohort-store.ts";
import type { ShardCount } from "#functions/queue/rules/admission.ts";
import { type Cohort, LANE_NAMES, type LaneName, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { type UnsettledCohorts, unreadOf, unsettledOf, withRead } from "#functions/queue/rules/unsettled-cohorts.ts";
import { BoundedMap } from "#functions/shared/bounded-map.ts";
import { monotonicMs } from "#functions/shared/time.ts";

/** Concerts of which something is kept. */
const CONCERTS_MAX = 200;
/** Cohorts of a lane that one tick reads: about two pages of DynamoDB's. The rest is up to the next ticks. */
const COHORTS_READ_MAX = 5000;
/** Cohorts of a lane that are kept. A tick a second for longer than the longest pass makes a sixth of it. */
const COHORTS_KEPT_MAX = 50_000;

const unsettled = new BoundedMap<string, Readonly<Record<LaneName, UnsettledCohorts>>>(CONCERTS_MAX);

/**
 * The cohorts that have not been settled, in order within each lane, and for each lane with more of them than could be
 * read so far one that stands for the rest. A lane in which nobody can be live is not read.
 */
export const readCohorts = async (
  queue: QueueState,
): Promise<{ readonly cohorts: readonly Cohort[]; readonly unread: readonly Cohort[] }> => {
  const lanes = await Promise.all(LANE_NAMES.map((lane) => readLane(queue, lane)));
  const [general, presale] = lanes as [UnsettledCohorts, UnsettledCohorts];
  unsettled.set(queue.concertId, { GENERAL: general, PRESALE: presale });
  return {
    cohorts: lanes.flatMap(({ cohorts }) => cohorts),
    unread: [...unreadOf(general, queue.lanes.GENERAL), ...unreadOf(presale, queue.lanes.PRESALE)],
  };
};

const readLane = async ({ concertId, lanes }: QueueState, lane: LaneName): Promise<UnsettledCohorts> => {
  const known = unsettledOf(unsettled.get(concertId)?.[lane], lanes[lane]);
  const cohortsMax = Math.min(COHORTS_READ_MAX, COHORTS_KEPT_MAX - known.cohorts.length);
  if (known.readTo >= lanes[lane].served || cohortsMax <= 0) return known;
  return withRead(known, lanes[lane], await readCohortsAfter(concertId, lane, known.readTo, cohortsMax), monotonicMs());
};

const NOBODY: ShardCount = { claimed: 0, left: 0, closed: false };

/** Nobody can claim in it any more, and everybody who did has left, so its count stays as it is. */
const isFinished = ({ claimed, left, closed }: ShardCount): boolean => closed && left >= claimed;

const finished = new BoundedMap<string, ReadonlyMap<number, ShardCount>>(CONCERTS_MAX);

/**
 * The counts of shards, in their order. Those that can't change any more are read once.
 * @param shards all shards of the concert that matter; others are forgotten
 * @throws UnprocessedKeysError if DynamoDB does not read them all
 */
export const readCounts = async (concertId: string, shards: readonly Cohort[]): Promise<readonly ShardCount[]> => {
  const known = finished.get(concertId);
  const changing = shards.map(({ to }) => to).filter((shard) => !known?.has(shard));
  const read = await readShardCounts(concertId, changing);
  const counts = shards.map(({ to }) => [to, known?.get(to) ?? read.get(to) ?? NOBODY] as const);
  finished.set(concertId, new Map(counts.filter(([, count]) => isFinished(count))));
  return counts.map(([, count]) => count);
};
