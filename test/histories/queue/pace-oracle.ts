/**
 * What must hold of the pace of admission (Q11). A part of queue-oracle.ts, and as independent: it reads no stored pace,
 * and takes the true time rather than what a clock showed.
 */
import { sizeOf } from "#functions/queue/rules/admission.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import type { Transition } from "#test/histories/queue/lane-oracle.ts";
import { CLOCK_OFFSET_MAX, TICK_OPTIONS } from "#test/histories/queue/queue-under-test.ts";

interface Admission {
  /** The true time. */
  readonly at: Seconds;
  readonly people: number;
  /** The largest number that the settings allowed in a window when it was written. */
  readonly allowed: number;
}

export class PaceOracle {
  #admissions: readonly Admission[] = [];

  /**
   * A clock that is set forward by more than clocks may differ begins a window early, once: nothing says that it was set
   * (decision 0038). Set back, it must not.
   */
  clockSet(bySeconds: number): void {
    if (bySeconds > CLOCK_OFFSET_MAX) this.#admissions = [];
  }

  /** @throws BrokenInvariant if a window of tickSeconds holds more admissions than the settings of its time allowed */
  check({ before, after, decidedAt }: Transition): void {
    const known = new Set(before.shards.map(({ to }) => to));
    const allowed = Math.max(before.queue.settings.admitPerTick, after.queue.settings.admitPerTick);
    const news = after.shards
      .filter(({ to }) => !known.has(to))
      .map((shard): Admission => ({ at: decidedAt, people: sizeOf(shard) - shard.vacant, allowed }));
    if (news.length === 0) return;
    this.#admissions = [...this.#admissions, ...news];
    for (const { at } of this.#admissions) this.#checkWindow(at);
  }

  #checkWindow(from: Seconds): void {
    const until = from + TICK_OPTIONS.tickSeconds;
    const window = this.#admissions.filter(({ at }) => from <= at && at < until);
    const people = window.reduce((sum, admission) => sum + admission.people, 0);
    const allowed = Math.max(...window.map((admission) => admission.allowed));
    assertInvariant("Q11", people <= allowed, () => `${people} are admitted within a tick, but the pace is ${allowed}`);
  }
}
