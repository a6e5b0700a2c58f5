/**
 * Judges a queue by what people, operators and a look into the store can see of it.
 * It keeps its own books and shares no judgement with the service's audit, or with the checks of the simulation and of
 * the crowd: independent oracles do not make the same mistake. Keep them apart, though they say similar things.
 */
import { activeOf, type CountedShard } from "#functions/queue/rules/admission.ts";
import { LANE_NAMES, laneOf, type Place, type QueueState } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { assertInvariant, BrokenInvariant, type Invariant } from "#test/histories/engine/invariant.ts";
import type { Tally } from "#test/histories/engine/tally.ts";
import { checkAccounts } from "#test/histories/queue/account-oracle.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import { checkLane } from "#test/histories/queue/lane-oracle.ts";
import { PaceOracle } from "#test/histories/queue/pace-oracle.ts";
import { CLOCK_OFFSET_MAX, NO_ARRIVAL, type Snapshot, TICK_OPTIONS } from "#test/histories/queue/queue-under-test.ts";
import type { QueueResponse } from "#test/histories/queue/use-cases.ts";
import { unusedReserve } from "#test/histories/queue/vacant-shards.ts";

const nameOf = ({ userId, generation }: Pick<Place, "userId" | "generation">): string =>
  `${userId}'s place ${generation}`;

/** How many may be live, as a tick counts them whose clock is as far ahead as is tolerated. */
const activeIn = ({ queue, shards }: Snapshot, now: Seconds): number => {
  const unsettled = shards.filter(({ to }) => to > queue.lanes[laneOf(to)].settledTo);
  return activeOf(unsettled, now + CLOCK_OFFSET_MAX, TICK_OPTIONS.clockSkewSeconds);
};

export class QueueOracle {
  readonly #tally: Tally;
  #before: Snapshot;
  /** Every place that there ever was, as it was last. */
  readonly #places = new Map<string, Place>();
  /** By number: whose it is. */
  readonly #owners = new Map<number, Place>();
  readonly #numbers = new Map<string, number>();
  /** Places whose owner has been shown that they have expired. */
  readonly #shownExpired = new Set<string>();
  readonly #pace = new PaceOracle();
  /** How many may be live: the cap, or the number admitted before it was lowered. */
  #limit = 0;

  constructor(empty: Snapshot, tally: Tally) {
    this.#before = empty;
    this.#tally = tally;
  }

  get snapshot(): Snapshot {
    return this.#before;
  }

  /**
   * @param decidedAt when the tick read its clock that may have written since the last look
   * @throws BrokenInvariant if what is stored now, or how it has changed, breaks an invariant
   */
  checkStored(after: Snapshot, now: Seconds, decidedAt = now): void {
    if (after !== this.#before) {
      for (const place of after.places.values()) this.#checkPlace(place);
      const transition = { before: this.#before, after, now, decidedAt, tally: this.#tally };
      for (const lane of LANE_NAMES) checkLane(lane, transition);
      this.#pace.check(transition);
      this.#checkNumbers(after.queue);
      for (const place of after.places.values()) this.#checkClaim(after, place);
      this.#checkCounts(after);
      for (const place of after.places.values()) this.#checkInTime(after, place);
      const numbered = Array.from(this.#places, ([name, place]) => ({ place, number: this.#numbers.get(name) }));
      checkAccounts(after, numbered);
      this.#before = after;
    }
    this.#checkActive(after, now);
  }

  /**
   * @param now the true time
   * @param clock the time that the responding machine believes in
   * @throws BrokenInvariant if the response is wrong at this moment
   */
  checkResponse(userId: string, response: QueueResponse, now: Seconds, clock: Seconds): void {
    this.#tally.count(`response: ${response.kind}`);
    switch (response.kind) {
      case "admitted": {
        const { place } = response;
        const { expiresAt = 0 } = place;
        assertInvariant(
          "Q6",
          clock < expiresAt,
          () => `${nameOf(place)} is admitted at ${clock}, but expired at ${expiresAt}`,
        );
        break;
      }
      case "expired":
        this.#checkExpired(response.place, now, clock);
        this.#checkEnded("Q6", response.place);
        break;
      case "left":
        this.#checkEnded("Q1", { userId, generation: response.generation });
        break;
      case "paid":
        this.#checkEnded("Q8", { userId, generation: response.generation });
        break;
      case "waiting":
      case "arriving":
      case "refused":
      case "done":
        break;
    }
  }

  /** The clock by which ticks run is set. */
  clockSet(bySeconds: number): void {
    this.#pace.clockSet(bySeconds);
  }

  /** How many may be live, as the next tick would count them. */
  activeAt(now: Seconds): number {
    return activeIn(this.#before, now);
  }

  #checkEnded(invariant: Invariant, place: Pick<Place, "userId" | "generation">): void {
    const name = nameOf(place);
    const hasEnded = this.#places.get(name)?.endedAt !== undefined;
    assertInvariant(invariant, hasEnded, () => `${name} is live though its owner was shown its end`);
  }

  #checkPlace(place: Place): void {
    const before = this.#before.places.get(place.userId);
    if (before === place) return;
    const { generation } = place;
    const name = nameOf(place);
    this.#places.set(name, place);
    if (generation !== (before?.generation ?? 0)) {
      const isNext = generation === (before?.generation ?? 0) + 1;
      const hadEnded = before === undefined || before.endedAt !== undefined;
      assertInvariant(
        "Q1",
        isNext && hadEnded,
        () => `${name} starts while place ${before?.generation ?? 0} is live, or skips a generation`,
      );
      this.#tally.count("places numbered");
      return;
    }
    if (before !== undefined) this.#checkSamePlace(before, place);
  }

  #checkSamePlace(before: Place, place: Place): void {
    const name = nameOf(place);
    const isSame = before.arrival === place.arrival && before.joinedAt === place.joinedAt;
    assertInvariant("Q2", isSame, () => `${name} moves from arrival ${before.arrival} to ${place.arrival}`);
    const isClaimedOnce =
      before.claimedAt === undefined ||
      (before.claimedAt === place.claimedAt &&
        before.expiresAt === place.expiresAt &&
        before.countedIn === place.countedIn);
    assertInvariant("Q1", isClaimedOnce, () => `${name} is claimed twice`);
    const isEndedOnce = (before.endedAt ?? place.endedAt) === place.endedAt;
    assertInvariant("Q1", isEndedOnce, () => `${name} ends twice, or is live again`);
  }

  #checkNumbers(queue: QueueState): void {
    for (const [name, place] of this.#places) {
      const { arrival } = place;
      if (arrival === NO_ARRIVAL) continue;
      const { issued } = queue.lanes[laneOf(arrival)];
      assertInvariant("Q2", arrival <= issued, () => `${name} has arrival ${arrival}, but only ${issued} was issued`);
      const number = numberIn(queue, arrival);
      if (number === null) continue;
      const known = this.#numbers.get(name) ?? number;
      assertInvariant("Q2", known === number, () => `${name} moves from number ${known} to ${number}`);
      const owner = this.#owners.get(number) ?? place;
      const isSame = owner.generation === place.generation || isTakenBack(owner, place);
      assertInvariant(
        "Q2",
        owner.userId === place.userId && isSame,
        () => `${name} and ${nameOf(owner)} both have number ${number}`,
      );
      this.#numbers.set(name, number);
      this.#owners.set(number, place);
    }
  }

  #checkClaim({ queue, shards }: Snapshot, place: Place): void {
    if (place.claimedAt === undefined || this.#before.places.get(place.userId) === place) return;
    if (this.#before.places.get(place.userId)?.claimedAt === undefined) this.#tally.count("places claimed");
    const name = nameOf(place);
    const number = numberIn(queue, place.arrival);
    const shard = shards.find(({ to }) => to === place.countedIn);
    if (number === null || shard === undefined || number < shard.from || number > shard.to) {
      throw new BrokenInvariant("Q4", `${name} is claimed with number ${number}, which was not admitted`);
    }
    const { claimedAt, expiresAt = 0 } = place;
    const isInTime = claimedAt < shard.claimBy && expiresAt <= shard.expiresAt;
    assertInvariant("Q3", isInTime, () => `${name} outlives its cohort`);
  }

  /** Somebody who joined before the opening has a drawn number, or none was left that is still to come. */
  #checkInTime({ queue }: Snapshot, place: Place): void {
    if (this.#before.places.get(place.userId)?.generation === place.generation) return;
    const { arrival, joinedAt } = place;
    const lane = laneOf(arrival);
    const { drawnTo, served } = queue.lanes[lane];
    if (arrival === NO_ARRIVAL || drawnTo === undefined || joinedAt >= queue.settings.opensAt) return;
    this.#tally.count(arrival <= drawnTo ? "late joins with a drawn number" : "late joins behind the lobby");
    const left = unusedReserve(queue).filter((each) => laneOf(each) === lane && (numberIn(queue, each) ?? 0) > served);
    const isDrawn = arrival <= drawnTo || left.length === 0;
    assertInvariant("Q12", isDrawn, () => `${nameOf(place)} joined in time, but has arrival ${arrival} > ${drawnTo}`);
  }

  /** A shard counts the people who claimed and who have gone, one by one: room is given back exactly once. */
  #checkCounts({ shards }: Snapshot): void {
    const places = [...this.#places.values()];
    for (const shard of shards) {
      const claimed = places.filter((place) => place.countedIn === shard.to);
      const left = claimed.filter((place) => place.endedAt !== undefined);
      assertInvariant("Q3", shard.claimed === claimed.length, () => miscounted(shard, "claimed", claimed.length));
      assertInvariant("Q8", shard.left === left.length, () => miscounted(shard, "left", left.length));
    }
  }

  #checkActive(snapshot: Snapshot, now: Seconds): void {
    const active = activeIn(snapshot, now);
    const live = Array.from(this.#places.values()).filter(({ expiresAt, endedAt }) => {
      const isLiveSomewhere = expiresAt !== undefined && now - CLOCK_OFFSET_MAX < expiresAt;
      return isLiveSomewhere && endedAt === undefined;
    });
    assertInvariant("Q3", live.length <= active, () => `${live.length} are live, but only ${active} are counted`);
    const { maxActive } = snapshot.queue.settings;
    this.#limit = Math.max(this.#limit, maxActive);
    assertInvariant("Q3", live.length <= this.#limit, () => `${live.length} are live, the limit is ${this.#limit}`);
    assertInvariant("Q3", active <= this.#limit, () => `${active} are live or may claim, the limit is ${this.#limit}`);
    this.#limit = Math.max(maxActive, Math.min(this.#limit, active));
  }

  #checkExpired(place: Place, now: Seconds, clock: Seconds): void {
    const name = nameOf(place);
    assertInvariant("Q6", !this.#shownExpired.has(name), () => `the expiry of ${name} is shown twice`);
    this.#shownExpired.add(name);
    const shard = this.#before.shards.find(({ from, to }) => {
      const number = this.#numbers.get(name) ?? 0;
      return from <= number && number <= to;
    });
    const hasExpired = place.expiresAt === undefined ? isClaimOver(shard, now, clock) : clock >= place.expiresAt;
    assertInvariant("Q6", hasExpired, () => `${name} is shown as expired before its time`);
  }
}

/** Before the draw, an account that had left and joined again has the arrival that it had. */
const isTakenBack = (one: Place, other: Place): boolean => {
  const [earlier] = one.generation < other.generation ? [one] : [other];
  return one.arrival === other.arrival && earlier.endedAt !== undefined && earlier.claimedAt === undefined;
};

/** By the clock of the responding machine or, where a tick closed the shard, by every clock. */
const isClaimOver = (shard: CountedShard | undefined, now: Seconds, clock: Seconds): boolean =>
  shard !== undefined && (clock >= shard.claimBy || now - CLOCK_OFFSET_MAX >= shard.claimBy);

const miscounted = (shard: CountedShard, what: "claimed" | "left", actual: number): string =>
  `cohort ${shard.from}-${shard.to} counts ${shard[what]} ${what}, but it is ${actual}`;
