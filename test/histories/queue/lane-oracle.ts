/** What must hold of a lane, and of how it came to be as it is. */
import { type CountedShard, sizeOf } from "#functions/queue/admission.ts";
import { LANE_START, type LaneName, laneOf } from "#functions/queue/line.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Tally } from "#test/histories/engine/tally.ts";
import { holds } from "#test/histories/queue/broken.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import { CLOCK_OFFSET_MAX, type Snapshot, TICK_OPTIONS } from "#test/histories/queue/queue-under-test.ts";

export interface Change {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly now: Seconds;
  readonly tally: Tally;
}

/** @throws BrokenInvariant Q2, Q4 or Q7 */
export const seeLane = (name: LaneName, change: Change): void => {
  const before = change.before.line.lanes[name];
  const lane = change.after.line.lanes[name];
  // Numbers do not change and `served` does not go back, so that nobody's `ahead` ever grows.
  holds("Q2", lane.served >= before.served, () => `served goes back from ${before.served} to ${lane.served}`);
  holds("Q2", lane.issued >= before.issued, () => `issued goes back from ${before.issued} to ${lane.issued}`);
  holds("Q4", lane.served <= lane.issued, () => `${lane.served} is served, but only ${lane.issued} was issued`);
  const isPaused = change.before.line.settings.paused && change.after.line.settings.paused;
  holds("Q4", !isPaused || lane.served === before.served, () => `${lane.served} is let in though the line is paused`);
  seeCohorts(name, change);
  if (lane.drawnTo !== before.drawnTo) seeDraw(name, change);
};

const inLane = ({ shards }: Snapshot, lane: LaneName) => shards.filter(({ to }) => laneOf(to) === lane);

/** The cohorts follow each other up to the last number served, and stay as they were written. */
const seeCohorts = (name: LaneName, { before, after, tally }: Change): void => {
  const earlier = inLane(before, name);
  let last = LANE_START[name];
  for (const [index, shard] of inLane(after, name).entries()) {
    holds("Q4", shard.from === last + 1, () => `cohort ${rangeOf(shard)} follows number ${last}`);
    const kept = earlier[index];
    if (kept === undefined) tally.count("people admitted", sizeOf(shard));
    else holds("Q4", isSame(kept, shard), () => `cohort ${rangeOf(kept)} has changed to ${rangeOf(shard)}`);
    last = shard.to;
  }
  const { served } = after.line.lanes[name];
  holds("Q4", last === served, () => `cohorts end at ${last}, but ${served} is served`);
};

const rangeOf = ({ from, to }: CountedShard): string => `${from}-${to}`;

const isSame = (one: CountedShard, other: CountedShard): boolean =>
  one.to === other.to && one.claimBy === other.claimBy && one.expiresAt === other.expiresAt;

const seeDraw = (name: LaneName, { before, after: { line }, now, tally }: Change): void => {
  const { drawnTo: drawnBefore } = before.line.lanes[name];
  const { drawnTo = LANE_START[name] } = line.lanes[name];
  holds("Q7", drawnBefore === undefined, () => `${name} is drawn to ${drawnBefore} and again to ${drawnTo}`);
  const due = line.settings.opensAt + TICK_OPTIONS.drawSettleSeconds;
  holds("Q7", now + CLOCK_OFFSET_MAX >= due, () => `${name} is drawn ${due - now} s before it is due`);
  const start = LANE_START[name];
  const arrivals = Array.from({ length: drawnTo - start }, (_, index) => start + index + 1);
  const drawn = arrivals.map((arrival) => numberIn(line, arrival)).toSorted((a, b) => Number(a) - Number(b));
  const isBijection = drawn.every((number, index) => number === arrivals[index]);
  holds("Q7", isBijection, () => `a lobby of ${arrivals.length} is drawn as ${drawn.join(", ")}`);
  if (arrivals.length > 0) tally.count("lobbies drawn");
};
