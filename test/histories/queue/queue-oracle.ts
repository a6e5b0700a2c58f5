/** Watches a line as people, operators and a look into the store can see it, and says when an invariant breaks. */
import { activeOf, type CountedShard } from "#functions/queue/admission.ts";
import { LANE_NAMES, type Line, laneOf, type Place } from "#functions/queue/line.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Tally } from "#test/histories/engine/tally.ts";
import { BrokenInvariant, holds, type Invariant } from "#test/histories/queue/broken.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import { seeLane } from "#test/histories/queue/lane-oracle.ts";
import { CLOCK_OFFSET_MAX, NO_ARRIVAL, type Snapshot, TICK_OPTIONS } from "#test/histories/queue/queue-under-test.ts";
import type { Answer } from "#test/histories/queue/use-cases.ts";

const nameOf = ({ userId, generation }: Pick<Place, "userId" | "generation">): string =>
  `${userId}'s place ${generation}`;

/** How many may be live, as a tick would count them on a clock that is as far ahead as is tolerated. */
const activeIn = ({ line, shards }: Snapshot, now: Seconds): number => {
  const unsettled = shards.filter(({ to }) => to > line.lanes[laneOf(to)].settledTo);
  return activeOf(unsettled, now + CLOCK_OFFSET_MAX, TICK_OPTIONS.clockSkewSeconds);
};

export class Observer {
  readonly #tally: Tally;
  #before: Snapshot;
  /** Every place that there ever was, as it was last. */
  readonly #places = new Map<string, Place>();
  /** By number: whose it is. */
  readonly #owners = new Map<number, string>();
  readonly #numbers = new Map<string, number>();
  readonly #told = new Set<string>();
  /** How many may be live: the cap, or those who were let in before it was lowered. */
  #limit = 0;

  constructor(empty: Snapshot, tally: Tally) {
    this.#before = empty;
    this.#tally = tally;
  }

  get snapshot(): Snapshot {
    return this.#before;
  }

  /** @throws BrokenInvariant if what is stored at this moment, or how it has come there, breaks one */
  see(after: Snapshot, now: Seconds): void {
    if (after !== this.#before) {
      for (const place of after.places.values()) this.#seePlace(place);
      const change = { before: this.#before, after, now, tally: this.#tally };
      for (const lane of LANE_NAMES) seeLane(lane, change);
      this.#seeNumbers(after.line);
      for (const place of after.places.values()) this.#seeClaim(after, place);
      this.#seeCounts(after);
      this.#before = after;
    }
    this.#seeActive(after, now);
  }

  /** @throws BrokenInvariant if this should not have been said, at this moment on a clock that may be off */
  hear(userId: string, answer: Answer, now: Seconds, clock: Seconds): void {
    this.#tally.count(`told: ${answer.kind}`);
    switch (answer.kind) {
      case "admitted": {
        const { expiresAt = 0 } = answer.place;
        holds("Q6", clock < expiresAt, () => `${nameOf(answer.place)} is admitted at ${clock}, over at ${expiresAt}`);
        break;
      }
      case "expired":
        this.#hearExpired(answer.place, now, clock);
        this.#seeEnded("Q6", answer.place);
        break;
      case "left":
        this.#seeEnded("Q1", { userId, generation: answer.generation });
        break;
      case "paid":
        this.#seeEnded("Q8", { userId, generation: answer.generation });
        break;
      case "waiting":
      case "arriving":
      case "refused":
      case "done":
        break;
    }
  }

  /** How many may be live, as the next tick would count them. */
  activeAt(now: Seconds): number {
    return activeIn(this.#before, now);
  }

  #seeEnded(invariant: Invariant, place: Pick<Place, "userId" | "generation">): void {
    const name = nameOf(place);
    holds(invariant, this.#places.get(name)?.endedAt !== undefined, () => `${name} lives on after its end was told`);
  }

  #seePlace(place: Place): void {
    const before = this.#before.places.get(place.userId);
    if (before === place) return;
    const { generation } = place;
    const name = nameOf(place);
    this.#places.set(name, place);
    if (generation !== (before?.generation ?? 0)) {
      const isNext = generation === (before?.generation ?? 0) + 1;
      const hadEnded = before === undefined || before.endedAt !== undefined;
      holds(
        "Q1",
        isNext && hadEnded,
        () => `${name} starts while place ${before?.generation ?? 0} lives, or skips one`,
      );
      this.#tally.count("places numbered");
      return;
    }
    if (before === undefined) return;
    const isSame = before.arrival === place.arrival && before.joinedAt === place.joinedAt;
    holds("Q2", isSame, () => `${name} moves from arrival ${before.arrival} to ${place.arrival}`);
    const isClaimedOnce =
      before.claimedAt === undefined ||
      (before.claimedAt === place.claimedAt &&
        before.expiresAt === place.expiresAt &&
        before.countedIn === place.countedIn);
    holds("Q1", isClaimedOnce, () => `${name} is claimed twice`);
    holds(
      "Q1",
      (before.endedAt ?? place.endedAt) === place.endedAt,
      () => `${name} ends twice, or comes to life again`,
    );
  }

  #seeNumbers(line: Line): void {
    for (const [name, { arrival }] of this.#places) {
      if (arrival === NO_ARRIVAL) continue;
      const { issued } = line.lanes[laneOf(arrival)];
      holds("Q2", arrival <= issued, () => `${name} has arrival ${arrival}, but only ${issued} was issued`);
      const number = numberIn(line, arrival);
      if (number === null) continue;
      const known = this.#numbers.get(name) ?? number;
      holds("Q2", known === number, () => `${name} moves from number ${known} to ${number}`);
      const owner = this.#owners.get(number) ?? name;
      holds("Q2", owner === name, () => `${name} and ${owner} both have number ${number}`);
      this.#numbers.set(name, number);
      this.#owners.set(number, name);
    }
  }

  #seeClaim({ line, shards }: Snapshot, place: Place): void {
    if (place.claimedAt === undefined || this.#before.places.get(place.userId) === place) return;
    if (this.#before.places.get(place.userId)?.claimedAt === undefined) this.#tally.count("places claimed");
    const name = nameOf(place);
    const number = numberIn(line, place.arrival);
    const shard = shards.find(({ to }) => to === place.countedIn);
    if (number === null || shard === undefined || number < shard.from || number > shard.to) {
      throw new BrokenInvariant("Q4", `${name} is claimed with number ${number}, which was not admitted`);
    }
    const { claimedAt, expiresAt = 0 } = place;
    holds("Q3", claimedAt < shard.claimBy && expiresAt <= shard.expiresAt, () => `${name} outlives its cohort`);
  }

  /** Who claimed and who has gone, person by person, is what their shard counts: room is given back exactly once. */
  #seeCounts({ shards }: Snapshot): void {
    const places = [...this.#places.values()];
    for (const shard of shards) {
      const claimed = places.filter((place) => place.countedIn === shard.to);
      const left = claimed.filter((place) => place.endedAt !== undefined);
      holds("Q3", shard.claimed === claimed.length, () => miscounted(shard, "claimed", claimed.length));
      holds("Q8", shard.left === left.length, () => miscounted(shard, "left", left.length));
    }
  }

  #seeActive(snapshot: Snapshot, now: Seconds): void {
    const active = activeIn(snapshot, now);
    const live = Array.from(this.#places.values()).filter(({ expiresAt, endedAt }) => {
      const livesSomewhere = expiresAt !== undefined && now - CLOCK_OFFSET_MAX < expiresAt;
      return livesSomewhere && endedAt === undefined;
    });
    holds("Q3", live.length <= active, () => `${live.length} are live, but only ${active} are counted`);
    const { maxActive } = snapshot.line.settings;
    this.#limit = Math.max(this.#limit, maxActive);
    holds("Q3", live.length <= this.#limit, () => `${live.length} are live of ${this.#limit}`);
    holds("Q3", active <= this.#limit, () => `${active} are live or may yet claim, of ${this.#limit}`);
    this.#limit = Math.max(maxActive, Math.min(this.#limit, active));
  }

  #hearExpired(place: Place, now: Seconds, clock: Seconds): void {
    const name = nameOf(place);
    holds("Q6", !this.#told.has(name), () => `${name} is told twice that it is over`);
    this.#told.add(name);
    const shard = this.#before.shards.find(({ from, to }) => {
      const number = this.#numbers.get(name) ?? 0;
      return from <= number && number <= to;
    });
    const isReallyOver = place.expiresAt === undefined ? isTurnOver(shard, now, clock) : clock >= place.expiresAt;
    holds("Q6", isReallyOver, () => `${name} is told that it is over before its time`);
  }
}

/** By the clock of who is told so, or, where claims were ended by a tick, by every clock. */
const isTurnOver = (shard: CountedShard | undefined, now: Seconds, clock: Seconds): boolean =>
  shard !== undefined && (clock >= shard.claimBy || now - CLOCK_OFFSET_MAX >= shard.claimBy);

const miscounted = (shard: CountedShard, what: "claimed" | "left", really: number): string =>
  `cohort ${shard.from}-${shard.to} counts ${shard[what]} ${what}, but ${really} have`;
