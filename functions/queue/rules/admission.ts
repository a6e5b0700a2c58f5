/**
 * Admission: how many people a tick lets in, and which. Numbers are admitted in cohorts. A cohort is counted in shards,
 * each with a count of the people who claimed their turn and of those who have left. Pure.
 */
import { isDeepStrictEqual } from "node:util";
import {
  decidingSeconds,
  type Inventory,
  seatsPerPerson,
  servableBy,
  undecidedOf,
} from "#functions/queue/rules/inventory-limit.ts";
import { type Shares, shareOut } from "#functions/queue/rules/lane-share.ts";
import { updateStay } from "#functions/queue/rules/mean-stay.ts";
import { allowedBy, type PaceOptions, paceAfter } from "#functions/queue/rules/pace.ts";
import {
  type Cohort,
  isDrawn,
  LANE_NAMES,
  type Lane,
  type LaneName,
  laneOf,
  type Pace,
  type QueueState,
  type QueueStats,
} from "#functions/queue/rules/queue-state.ts";
import { endOfBlock, type VacantNumbers, vacantIn } from "#functions/queue/rules/vacant-numbers.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** How many people of a shard have claimed their turn and how many of those have left. Once closed, it takes no claims. */
export interface ShardCount {
  readonly claimed: number;
  readonly left: number;
  readonly closed: boolean;
}

/** A part of a cohort with a count of its own, so that a crowd of claims does not queue up for one item. */
export type CountedShard = Cohort & ShardCount & { /** Its vacant numbers. */ readonly vacant: number };

export const COHORT_SIZE_MAX = 1000;
export const SHARD_SIZE_MAX = 100;
/**
 * The most people that a tick admits, and the most numbers of a lane that it goes through. A transaction has at most 100
 * writes; twenty cohorts and the queue stay far below.
 */
export const ADMITTED_PER_TICK_MAX = 10 * COHORT_SIZE_MAX;

export interface AdmissionOptions extends PaceOptions {
  /** People admitted for the free seats, in percent of those that the seats can serve. */
  readonly inventoryPercent: number;
}

export const sizeOf = ({ from, to }: Pick<Cohort, "from" | "to">): number => to - from + 1;

/** Splits a cohort into its shards, in order. */
export const shardsOf = (cohort: Cohort): readonly Cohort[] =>
  Array.from({ length: Math.ceil(sizeOf(cohort) / SHARD_SIZE_MAX) }, (_, index) => {
    const from = cohort.from + index * SHARD_SIZE_MAX;
    return { ...cohort, from, to: Math.min(from + SHARD_SIZE_MAX - 1, cohort.to) };
  });

/** The shard of a number of the cohort, by its last number. */
export const shardOf = (cohort: Cohort, number: number): number => {
  const index = Math.floor((number - cohort.from) / SHARD_SIZE_MAX);
  return Math.min(cohort.from + (index + 1) * SHARD_SIZE_MAX - 1, cohort.to);
};

/** What a claim of a turn results in. */
export interface Turn {
  /** The last number of the shard that counts it. */
  readonly shard: number;
  readonly claimedAt: Seconds;
  /** When the pass ends. */
  readonly expiresAt: Seconds;
}

/** The turn of a number of a cohort if it is claimed now; undefined if the time for that is over. */
export const turnIn = (cohort: Cohort, number: number, now: Seconds): Turn | undefined =>
  now >= cohort.claimBy
    ? undefined
    : {
        shard: shardOf(cohort, number),
        claimedAt: now,
        // A pass must not outlive its cohort, which is not counted any more after that.
        expiresAt: Math.min(now + (cohort.expiresAt - cohort.claimBy), cohort.expiresAt),
      };

/** Whether the passes of a cohort are over on every clock. */
const hasExpired = (cohort: Cohort, now: Seconds, clockSkewSeconds: number): boolean =>
  now >= cohort.expiresAt + clockSkewSeconds;

/** Whether a shard is still open although the time for its claims is over on every clock. */
export const isDueToClose = (shard: CountedShard, now: Seconds, clockSkewSeconds: number): boolean =>
  !shard.closed && now >= shard.claimBy + clockSkewSeconds;

/**
 * How many admissions may be live; never fewer than are. An open shard counts everybody in it, since they may still
 * claim, but not its vacant numbers; a closed one counts the people who did. People who have left are not counted.
 */
export const activeOf = (shards: readonly CountedShard[], now: Seconds, clockSkewSeconds: number): number =>
  shards
    .filter((shard) => !hasExpired(shard, now, clockSkewSeconds))
    .reduce((sum, shard) => sum + (shard.closed ? shard.claimed : peopleIn(shard)) - shard.left, 0);

/** The people of a shard: a vacant number is nobody's. */
const peopleIn = (shard: CountedShard): number => sizeOf(shard) - shard.vacant;

/** People who have claimed their turn and have not left, in cohorts that have not expired. */
export const presentIn = (shards: readonly CountedShard[], now: Seconds, clockSkewSeconds: number): number =>
  shards
    .filter((shard) => !hasExpired(shard, now, clockSkewSeconds))
    .reduce((sum, shard) => sum + shard.claimed - shard.left, 0);

/** The share of the people of closed shards who did not claim, 0 to 1; null while no shard is closed. */
export const noShowRate = (shards: readonly CountedShard[]): number | null => {
  const closed = shards.filter((shard) => shard.closed);
  const offered = closed.reduce((sum, shard) => sum + peopleIn(shard), 0);
  const claimed = closed.reduce((sum, shard) => sum + shard.claimed, 0);
  return offered === 0 ? null : Math.round((1 - claimed / offered) * 1000) / 1000;
};

export interface Decision {
  /** New cohorts, in order within each lane; empty if nobody is admitted. */
  readonly admitted: readonly Cohort[];
  /** How many people are in them. */
  readonly people: number;
  readonly served: Readonly<Record<LaneName, number>>;
  readonly settledTo: Readonly<Record<LaneName, number>>;
  /** How many numbers that still wait are vacant. */
  readonly vacant: Readonly<Record<LaneName, number>>;
  readonly soldOut: boolean;
  readonly stats: QueueStats;
  readonly pace: Pace;
}

export interface AdmissionFacts {
  readonly now: Seconds;
  /** Ticks with the same id read the same clock. */
  readonly clockId: string;
  readonly queue: QueueState;
  /** In order within each lane; at least those that have not expired. */
  readonly shards: readonly CountedShard[];
  /** Those that wait: at least the ones that are known among the next ADMITTED_PER_TICK_MAX. */
  readonly vacant: VacantNumbers;
  readonly inventory: Inventory;
}

/**
 * Decides how many people are admitted now: no more than wait, than the pace allows, than the cap leaves room for, and
 * than the free seats can serve after the people inside who have none yet. Vacant numbers are passed over, and cost
 * nothing of these (Q10). The same facts give the same decision (Q3, Q4, Q11).
 */
export const decide = (facts: AdmissionFacts, options: AdmissionOptions): Decision => {
  const { now, queue, shards, inventory } = facts;
  const { lanes } = queue;
  const occupancy = occupancyOf(facts, options);
  const shares = sharesOf(facts, Math.min(occupancy.room, allowedBy(queue, facts, options)));
  const byLane = (of: (lane: LaneName) => number) => ({ GENERAL: of("GENERAL"), PRESALE: of("PRESALE") });
  const served = byLane((lane) => servedAfter(lanes[lane], shares.places[lane], facts.vacant[lane]));
  const people = admittedBy(facts, served);
  const pace = paceAfter(queue.pace, people, facts, options);
  // By the pace, so that admissions of different clocks have their times in the order in which they were written.
  const times = { now, admittedAt: pace.admittedAt };
  const admitted = LANE_NAMES.flatMap((lane) => cohortsOf(queue, lanes[lane], served[lane], times));
  return {
    admitted,
    people,
    served,
    settledTo: byLane((lane) => settledTo(lanes[lane], ofLane(shards, lane), now, options.clockSkewSeconds)),
    vacant: byLane((lane) => vacantIn(facts.vacant[lane], { from: served[lane] + 1, to: lanes[lane].issued })),
    soldOut: inventory.capacity > 0 && inventory.free === 0,
    stats: { ...statsAfter(facts, occupancy, { admitted, people }), presaleCredit: shares.credit },
    pace,
  };
};

/** The last number of a lane that is served once this number of people more has been admitted. */
const servedAfter = ({ served, issued }: Lane, people: number, vacant: readonly number[]): number =>
  Math.min(endOfBlock(served, people, vacant), issued, served + ADMITTED_PER_TICK_MAX);

const admittedBy = ({ queue: { lanes }, vacant }: AdmissionFacts, served: Decision["served"]): number =>
  LANE_NAMES.reduce((sum, lane) => {
    const block = { from: lanes[lane].served + 1, to: served[lane] };
    return sum + sizeOf(block) - vacantIn(vacant[lane], block);
  }, 0);

interface Occupancy {
  readonly active: number;
  /** People inside who are expected to take seats yet. */
  readonly undecided: number;
  /** How many more people the cap and the seats allow; below 0 if there are too many. */
  readonly room: number;
}

const occupancyOf = ({ now, queue, shards, inventory }: AdmissionFacts, options: AdmissionOptions): Occupancy => {
  const { settings } = queue;
  const active = activeOf(shards, now, options.clockSkewSeconds);
  const newcomers = shards.filter(({ admittedAt }) => admittedAt > now - decidingSeconds(settings));
  const undecided = undecidedOf(activeOf(newcomers, now, options.clockSkewSeconds), inventory);
  const room = Math.min(settings.maxActive - active, servableBy(inventory, options.inventoryPercent) - undecided);
  return { active, undecided, room };
};

const sharesOf = ({ now, queue, vacant }: AdmissionFacts, allowed: number): Shares => {
  const { settings, lanes, stats } = queue;
  const isOpen = isDrawn(queue) && !settings.paused && now < settings.closesAt;
  const waitingIn = (lane: LaneName): number => {
    const { served, issued } = lanes[lane];
    return issued - served - vacantIn(vacant[lane], { from: served + 1, to: issued });
  };
  const waiting = { GENERAL: waitingIn("GENERAL"), PRESALE: waitingIn("PRESALE") };
  const places = isOpen ? Math.min(waiting.GENERAL + waiting.PRESALE, ADMITTED_PER_TICK_MAX, allowed) : 0;
  return shareOut(Math.max(0, places), waiting, settings.presale, stats.presaleCredit);
};

const statsAfter = (
  { now, queue, shards, inventory }: AdmissionFacts,
  { active, undecided, room }: Occupancy,
  { admitted, people: admittedNow }: Pick<Decision, "admitted" | "people">,
): Omit<QueueStats, "presaleCredit"> => {
  const { stats: before } = queue;
  const numbers = admitted.reduce((sum, cohort) => sum + sizeOf(cohort), 0);
  const stretch = {
    seconds: before.at === 0 ? 0 : Math.max(0, now - before.at),
    active: before.active,
    departed: before.active - active,
  };
  return {
    at: now,
    active: active + admittedNow,
    room: Math.max(0, room - admittedNow),
    undecided: undecided + admittedNow,
    admittedPerMinute: admittedNow + admittedSince(shards, now - MINUTE_SECONDS),
    seatsLeft: inventory.free,
    accessibleUnitsLeft: inventory.accessibleUnits ?? 0,
    soldOutCategories: inventory.soldOut ?? [],
    seatsHeld: inventory.held,
    seatsPerPerson: seatsPerPerson(queue, undecided, inventory),
    skipped: before.skipped + numbers - admittedNow,
    ...updateStay(before, stretch),
  };
};

/** A sale in which nothing happens is decided again after this time, to show that somebody decides. */
const DECISION_KEPT_SECONDS = 60;

/** Whether a decision changes anything that the queue says, or the last one is old. */
export const isNews = (queue: QueueState, { admitted, settledTo, vacant, soldOut, stats, pace }: Decision): boolean =>
  admitted.length > 0 ||
  Math.abs(stats.at - queue.stats.at) >= DECISION_KEPT_SECONDS ||
  pace.admittedAt !== queue.pace.admittedAt ||
  soldOut !== queue.soldOut ||
  LANE_NAMES.some((lane) => settledTo[lane] !== queue.lanes[lane].settledTo) ||
  LANE_NAMES.some((lane) => vacant[lane] !== (queue.lanes[lane].vacant ?? 0)) ||
  Object.entries(stats).some(
    ([name, value]) => name !== "at" && !isDeepStrictEqual(value, queue.stats[name as keyof QueueStats]),
  );

const ofLane = (shards: readonly CountedShard[], lane: LaneName): readonly CountedShard[] =>
  shards.filter((shard) => laneOf(shard.to) === lane);

/** The time over which admissions a minute are counted. */
const MINUTE_SECONDS = 60;

const admittedSince = (shards: readonly CountedShard[], since: Seconds): number =>
  shards.filter((shard) => shard.admittedAt > since).reduce((sum, shard) => sum + peopleIn(shard), 0);

/** Whether a decision depends on how many numbers of a shard are vacant. */
export const countsVacant = (shard: Omit<CountedShard, "vacant">, now: Seconds): boolean =>
  !shard.closed || shard.admittedAt > now - MINUTE_SECONDS;

const cohortsOf = (
  { settings }: QueueState,
  lane: Lane,
  served: number,
  { now, admittedAt }: { readonly now: Seconds; readonly admittedAt: Seconds },
): readonly Cohort[] => {
  const { claimSeconds, passSeconds } = settings;
  return Array.from({ length: Math.ceil((served - lane.served) / COHORT_SIZE_MAX) }, (_, index) => {
    const from = lane.served + 1 + index * COHORT_SIZE_MAX;
    return {
      from,
      to: Math.min(from + COHORT_SIZE_MAX - 1, served),
      admittedAt,
      claimBy: now + claimSeconds,
      expiresAt: now + claimSeconds + passSeconds,
    };
  });
};

/** The last number before the first shard that has not expired. */
const settledTo = (lane: Lane, shards: readonly CountedShard[], now: Seconds, clockSkewSeconds: number): number => {
  let settled = lane.settledTo;
  for (const shard of shards) {
    if (!hasExpired(shard, now, clockSkewSeconds)) break;
    settled = shard.to;
  }
  return settled;
};
