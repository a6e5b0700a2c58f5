/** What must hold of a lane, and of every change to it. A part of queue-oracle.ts, and as independent. */
import { type CountedShard, sizeOf } from "#functions/queue/rules/admission.ts";
import { LANE_START, type LaneName, laneOf } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import type { Tally } from "#test/histories/engine/tally.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import { CLOCK_OFFSET_MAX, type Snapshot, TICK_OPTIONS } from "#test/histories/queue/queue-under-test.ts";

/** From one look at the queue to the next. */
export interface Transition {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly now: Seconds;
  /** When the tick read its clock that may have written in between. */
  readonly decidedAt: Seconds;
  readonly tally: Tally;
}

/** @throws BrokenInvariant Q2, Q4 or Q7 */
export const checkLane = (name: LaneName, transition: Transition): void => {
  const before = transition.before.queue.lanes[name];
  const lane = transition.after.queue.lanes[name];
  // Numbers do not change and `served` does not go back, so that nobody's `ahead` ever grows.
  assertInvariant("Q2", lane.served >= before.served, () => `served goes back from ${before.served} to ${lane.served}`);
  assertInvariant("Q2", lane.issued >= before.issued, () => `issued goes back from ${before.issued} to ${lane.issued}`);
  assertInvariant("Q4", lane.served <= lane.issued, () => `${lane.served} is served, but only ${lane.issued} issued`);
  const isPaused = transition.before.queue.settings.paused && transition.after.queue.settings.paused;
  assertInvariant(
    "Q4",
    !isPaused || lane.served === before.served,
    () => `${lane.served} is admitted though the queue is paused`,
  );
  checkCohorts(name, transition);
  if (lane.drawnTo !== before.drawnTo) checkDraw(name, transition);
};

const inLane = ({ shards }: Snapshot, lane: LaneName) => shards.filter(({ to }) => laneOf(to) === lane);

/** The cohorts follow each other up to the last number served, and stay as they were written. */
const checkCohorts = (name: LaneName, { before, after, tally }: Transition): void => {
  const earlier = inLane(before, name);
  let last = LANE_START[name];
  for (const [index, shard] of inLane(after, name).entries()) {
    assertInvariant("Q4", shard.from === last + 1, () => `cohort ${rangeOf(shard)} follows number ${last}`);
    const kept = earlier[index];
    if (kept === undefined) tally.count("people admitted", sizeOf(shard));
    else assertInvariant("Q4", isSame(kept, shard), () => `cohort ${rangeOf(kept)} has become ${rangeOf(shard)}`);
    last = shard.to;
  }
  const { served } = after.queue.lanes[name];
  assertInvariant("Q4", last === served, () => `cohorts end at ${last}, but ${served} is served`);
};

const rangeOf = ({ from, to }: CountedShard): string => `${from}-${to}`;

const isSame = (one: CountedShard, other: CountedShard): boolean =>
  one.to === other.to && one.claimBy === other.claimBy && one.expiresAt === other.expiresAt;

const checkDraw = (name: LaneName, { before, after: { queue }, now, tally }: Transition): void => {
  const { drawnTo: drawnBefore } = before.queue.lanes[name];
  const { drawnTo = LANE_START[name] } = queue.lanes[name];
  assertInvariant("Q7", drawnBefore === undefined, () => `${name} is drawn to ${drawnBefore} and again to ${drawnTo}`);
  const due = queue.settings.opensAt + TICK_OPTIONS.drawSettleSeconds;
  assertInvariant("Q7", now + CLOCK_OFFSET_MAX >= due, () => `${name} is drawn ${due - now} s before it is due`);
  const start = LANE_START[name];
  const arrivals = Array.from({ length: drawnTo - start }, (_, index) => start + index + 1);
  const drawn = arrivals.map((arrival) => numberIn(queue, arrival)).toSorted((a, b) => Number(a) - Number(b));
  const isBijection = drawn.every((number, index) => number === arrivals[index]);
  assertInvariant("Q7", isBijection, () => `a lobby of ${arrivals.length} is drawn as ${drawn.join(", ")}`);
  if (arrivals.length > 0) tally.count("lobbies drawn");
};
