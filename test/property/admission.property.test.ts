import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { activeOf, type CountedShard, decide, isDueToClose, shardsOf } from "#functions/queue/rules/admission.ts";
import type { QueueState } from "#functions/queue/rules/queue-state.ts";
import { NONE_VACANT } from "#functions/queue/rules/vacant-numbers.ts";
import { AMPLE, aQueue, NOW } from "#test/support/queue-states.ts";

const SKEW = 2;
const OPTIONS = { tickSeconds: 5, clockSkewSeconds: SKEW, inventoryPercent: 120 };

/** What can happen to a queue; each takes its arguments as a share of what is there. */
type Step =
  | { readonly kind: "join" | "claim" | "leave"; readonly people: number }
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "tick" }
  | { readonly kind: "settings"; readonly maxActive: number; readonly admitPerTick: number; readonly paused: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("join" as const, "claim" as const, "leave" as const), people: fc.nat(3000) }),
  fc.record({ kind: fc.constant("wait" as const), seconds: fc.nat(40) }),
  fc.constant({ kind: "tick" as const }),
  fc.record({
    kind: fc.constant("settings" as const),
    maxActive: fc.integer({ min: 1, max: 5000 }),
    admitPerTick: fc.integer({ min: 1, max: 10_000 }),
    paused: fc.boolean(),
  }),
);

const NEW_QUEUE = aQueue({
  settings: { maxActive: 700, admitPerTick: 300, claimSeconds: 10, passSeconds: 30, closesAt: NOW + 1e6 },
});

/** A queue that is driven by the rules alone, beside a list of the people whose passes are really live. */
class ModelQueue {
  private now = NOW;
  private queue: QueueState = NEW_QUEUE;
  private shards: readonly CountedShard[] = [];
  /** The highest cap since the last admission: people who were admitted under it may stay when it is lowered. */
  private cap = NEW_QUEUE.settings.maxActive;
  private live: readonly { readonly shard: number; readonly until: number }[] = [];
  private readonly closes: boolean;

  /** @param closes whether shards are closed against late claims, as they must be */
  constructor(closes: boolean) {
    this.closes = closes;
  }

  take(step: Step): void {
    switch (step.kind) {
      case "join":
        this.changeLane({ issued: this.lane.issued + step.people });
        break;
      case "wait":
        this.now += step.seconds;
        break;
      case "settings":
        this.queue = { ...this.queue, settings: { ...this.queue.settings, ...step } };
        break;
      case "claim":
        this.claim(step.people);
        break;
      case "leave":
        this.leave(step.people);
        break;
      case "tick":
        this.tick();
        break;
    }
    this.live = this.live.filter(({ until }) => this.now < until);
    expect(this.live.length).toBeLessThanOrEqual(this.cap);
  }

  private get lane(): QueueState["lanes"]["GENERAL"] {
    return this.queue.lanes.GENERAL;
  }

  private changeLane(change: Partial<QueueState["lanes"]["GENERAL"]>): void {
    const { GENERAL, PRESALE } = this.queue.lanes;
    this.queue = { ...this.queue, lanes: { GENERAL: { ...GENERAL, ...change }, PRESALE } };
  }

  private change(to: number, update: (shard: CountedShard) => Partial<CountedShard>): void {
    this.shards = this.shards.map((shard) => (shard.to === to ? { ...shard, ...update(shard) } : shard));
  }

  private claim(wish: number): void {
    const open = this.shards.find(({ closed, from, to, claimed }) => !closed && claimed < to - from + 1);
    if (open === undefined) return;
    const people = Math.min(wish, open.to - open.from + 1 - open.claimed);
    this.change(open.to, ({ claimed }) => ({ claimed: claimed + people }));
    const until = Math.min(this.now + this.queue.settings.passSeconds, open.expiresAt);
    this.live = [...this.live, ...Array.from({ length: people }, () => ({ shard: open.to, until }))];
  }

  private leave(wish: number): void {
    const leavers = this.live.slice(0, wish);
    this.live = this.live.slice(wish);
    for (const { shard } of leavers) this.change(shard, ({ left }) => ({ left: left + 1 }));
  }

  private tick(): void {
    const { now, queue } = this;
    for (const shard of this.shards) {
      if (this.closes && isDueToClose(shard, now, SKEW)) this.change(shard.to, () => ({ closed: true }));
    }
    const believed = this.closes
      ? this.shards
      : this.shards.map((shard) => ({ ...shard, closed: now >= shard.claimBy }));
    const { admitted, served, settledTo, pace } = decide(
      { now, clockId: "a", queue, shards: believed, vacant: NONE_VACANT, inventory: AMPLE },
      OPTIONS,
    );

    this.expectInOrder(admitted);
    this.shards = [
      ...this.shards,
      ...admitted.flatMap(shardsOf).map((shard) => ({ ...shard, claimed: 0, left: 0, closed: false, vacant: 0 })),
    ].filter(({ to }) => to > settledTo.GENERAL);
    this.changeLane({ served: served.GENERAL, settledTo: settledTo.GENERAL });
    this.queue = { ...this.queue, pace };
    this.cap = admitted.length > 0 ? queue.settings.maxActive : Math.max(this.cap, queue.settings.maxActive);
    if (admitted.length > 0 && this.closes) {
      expect(activeOf(this.shards, now, SKEW)).toBeLessThanOrEqual(queue.settings.maxActive);
    }
  }

  /** Q4: the blocks follow each other without gap or overlap, and none goes beyond what was given out. */
  private expectInOrder(admitted: readonly { readonly from: number; readonly to: number }[]): void {
    let next = this.lane.served + 1;
    for (const { from, to } of admitted) {
      expect(from).toBe(next);
      expect(to).toBeLessThanOrEqual(this.lane.issued);
      next = to + 1;
    }
  }
}

const play = (steps: readonly Step[], closes: boolean): void => {
  const queue = new ModelQueue(closes);
  for (const step of steps) queue.take(step);
};

describe("a queue driven by the rules", () => {
  it("Q3, Q4: never has more live admissions than the cap, and admits in order", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => play(steps, true)),
      { numRuns: 1500 },
    );
  });

  it("Q3 positive control: without closing shards against late claims, the cap is broken", () => {
    const lateClaims: readonly Step[] = [
      { kind: "join", people: 3000 },
      { kind: "settings", maxActive: 300, admitPerTick: 300, paused: false },
      { kind: "tick" },
      { kind: "wait", seconds: 10 + SKEW },
      { kind: "tick" },
      // One shard after the other.
      ...Array.from({ length: 6 }, () => ({ kind: "claim", people: 100 }) as const),
    ];

    expect(() => play(lateClaims, true)).not.toThrow();
    expect(() => play(lateClaims, false)).toThrow("toBeLessThanOrEqual");
  });
});
