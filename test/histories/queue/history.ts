/** What can happen to one small queue: plain data, so that a history can be generated, shrunk and run again. */

import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import type { LaneName, QueueSettings } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Breakpoint } from "#test/histories/engine/invocation.ts";

/** The last of them are in the presale group. */
export const PEOPLE = ["mina", "jun", "sora", "tae", "hana", "bora", "yuna"] as const;
export const DEVICES = ["phone", "laptop"] as const;
const PRESALE_FROM = 4;
export const PRESALE_GROUP = "members";

export const groupsOf = (person: number): readonly string[] => (person >= PRESALE_FROM ? [PRESALE_GROUP] : []);

/** When a history begins: in the far future, so that the engine deletes no item of it. */
export const START: Seconds = 4_000_000_000;
/** When a sale ends that nobody closes. */
export const FAR_FUTURE: Seconds = START + 1_000_000;

export interface Setup {
  /** 0 for a queue that is open at once and has no lobby. */
  readonly opensInSeconds: number;
  readonly maxActive: number;
  readonly admitPerTick: number;
  readonly claimSeconds: number;
  readonly passSeconds: number;
  readonly presaleSharePercent: number | null;
  /** Of the draw. */
  readonly seed: string;
}

export const settingsOf = (setup: Setup): QueueSettings => ({
  maxActive: setup.maxActive,
  admitPerTick: setup.admitPerTick,
  claimSeconds: setup.claimSeconds,
  passSeconds: setup.passSeconds,
  paused: false,
  opensAt: START + setup.opensInSeconds,
  closesAt: FAR_FUTURE,
  presale:
    setup.presaleSharePercent === null ? null : { group: PRESALE_GROUP, sharePercent: setup.presaleSharePercent },
});

/** An operator's change of one setting. */
export interface Change {
  readonly setting:
    | "maxActive"
    | "admitPerTick"
    | "claimSeconds"
    | "passSeconds"
    | "presaleSharePercent"
    | "opensInSeconds"
    /** 1 for yes. */
    | "paused"
    | "closed";
  readonly value: number;
}

export const changed = (settings: QueueSettings, { setting, value }: Change, now: Seconds): QueueSettings => {
  switch (setting) {
    case "paused":
      return { ...settings, paused: value === 1 };
    case "closed":
      return { ...settings, closesAt: value === 1 ? now : FAR_FUTURE };
    case "opensInSeconds":
      return { ...settings, opensAt: now + value };
    case "presaleSharePercent":
      return { ...settings, presale: settings.presale && { ...settings.presale, sharePercent: value } };
    case "maxActive":
    case "admitPerTick":
    case "claimSeconds":
    case "passSeconds":
      return { ...settings, [setting]: value };
  }
};

/** People by what has become of their place, as far as stored items show it. */
export type Group = "outside" | "arriving" | "waiting" | "claimable" | "inside" | "anyone";

/** A person of a group and one of their devices. If the group has nobody, the step is skipped. */
export interface Actor {
  readonly group: Group;
  /** Counts the people of the group, and around. */
  readonly person: number;
  readonly device: number;
}

/** What one invocation of a function has to do. */
export type Task =
  /** "check" asks for a queue token: joins, claims the turn, or learns that the place has expired. */
  | ({ readonly kind: "check" | "leave" | "pay" } & Actor)
  /** Joins among those not yet delivered, or among all that were ever sent; a number may occur twice. */
  | { readonly kind: "deliver" | "redeliver"; readonly joins: readonly number[] }
  /** A batch takes numbers and crashes before it gives them to anyone. */
  | { readonly kind: "gap"; readonly lane: LaneName; readonly numbers: number }
  | { readonly kind: "tick" }
  | ({ readonly kind: "change" } & Change);

/** A task on a machine whose clock may be ahead or behind. */
export interface SkewedTask {
  readonly task: Task;
  readonly clockOffset: number;
}

export type Step =
  /** Runs to its end, or stops before one of its calls: for good, or until it is resumed. */
  | ({ readonly kind: "run"; readonly breakpoint: Breakpoint | null } & SkewedTask)
  /** Two at once: true in the schedule is a call of the first, false one of the second; then both run to their end. */
  | {
      readonly kind: "together";
      readonly tasks: readonly [SkewedTask, SkewedTask];
      readonly schedule: readonly boolean[];
    }
  /** A stopped invocation runs to its end; 0 is the one that was stopped last. */
  | { readonly kind: "resume"; readonly which: number }
  | { readonly kind: "wait"; readonly seconds: number }
  /** The clock by which ticks run is set: this many seconds behind what it ought to show. */
  | { readonly kind: "clock"; readonly secondsBehind: number }
  /** Time passes until this number of seconds after the draw is due. */
  | { readonly kind: "opening"; readonly secondsAfter: number }
  | { readonly kind: "inventory"; readonly inventory: Inventory };

export interface History {
  readonly setup: Setup;
  readonly steps: readonly Step[];
}
