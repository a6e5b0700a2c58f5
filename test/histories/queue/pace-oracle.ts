/** What must hold of the pace of admission (Q11). A part of queue-oracle.ts, and as independent: it reads no stored pace. */
import { sizeOf } from "#functions/queue/rules/admission.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import type { Transition } from "#test/histories/queue/lane-oracle.ts";
import { TICK_OPTIONS } from "#test/histories/queue/queue-under-test.ts";

interface Admission {
  readonly admittedAt: Seconds;
  readonly people: number;
  /** The largest number that the settings allowed in a window when it was written. */
  readonly allowed: number;
}

export class PaceOracle {
  #admissions: readonly Admission[] = [];

  /** @throws BrokenInvariant if a window of tickSeconds holds more admissions than the settings of its time allowed */
  check({ before, after }: Transition): void {
    const known = new Set(before.shards.map(({ to }) => to));
    const allowed = Math.max(before.queue.settings.admitPerTick, after.queue.settings.admitPerTick);
    const news = after.shards
      .filter(({ to }) => !known.has(to))
      .map((shard): Admission => ({ admittedAt: shard.admittedAt, people: sizeOf(shard), allowed }));
    if (news.length === 0) return;
    this.#admissions = [...this.#admissions, ...news];
    for (const { admittedAt } of this.#admissions) this.#checkWindow(admittedAt);
  }

  #checkWindow(from: Seconds): void {
    const until = from + TICK_OPTIONS.tickSeconds;
    const window = this.#admissions.filter(({ admittedAt }) => from <= admittedAt && admittedAt < until);
    const people = window.reduce((sum, admission) => sum + admission.people, 0);
    const allowed = Math.max(...window.map((admission) => admission.allowed));
    assertInvariant("Q11", people <= allowed, () => `${people} are admitted within a tick, but the pace is ${allowed}`);
  }
}
