/** What can happen to one small line: plain data, so that a history can be made up, shrunk and played again. */
import type { LaneName, LineSettings } from "#functions/queue/line.ts";
import type { Stock } from "#functions/queue/stock-limit.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Stop } from "#test/histories/engine/invocation.ts";

/** The last of them are in the presale group. */
export const PEOPLE = ["mina", "jun", "sora", "tae", "hana", "bora", "yuna"] as const;
export const DEVICES = ["phone", "laptop"] as const;
const PRESALE_FROM = 4;
export const PRESALE_GROUP = "members";

export const groupsOf = (person: number): readonly string[] => (person >= PRESALE_FROM ? [PRESALE_GROUP] : []);

/** When a history begins. Later than any test runs, so that the engine lets nothing of it lapse. */
export const START: Seconds = 4_000_000_000;
/** When a sale ends that nobody closes. */
export const FAR_FUTURE: Seconds = START + 1_000_000;

export interface Setup {
  /** 0 for a line that is open at once and has no lobby. */
  readonly opensInSeconds: number;
  readonly maxActive: number;
  readonly admitPerTick: number;
  readonly claimSeconds: number;
  readonly passSeconds: number;
  readonly presaleSharePercent: number | null;
  /** What the order of the draw comes from. */
  readonly seed: string;
}

export const settingsOf = (setup: Setup): LineSettings => ({
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

export const changed = (settings: LineSettings, { setting, value }: Change, now: Seconds): LineSettings => {
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

/** People by where they stand, as far as anybody can see. */
export type Group = "outside" | "arriving" | "waiting" | "called" | "inside" | "anybody";

/** One of a group, and one of their devices. Of a group without people, nobody. */
export interface Someone {
  readonly of: Group;
  readonly who: number;
  readonly device: number;
}

/** What one invocation of a function is asked to do. */
export type Task =
  /** To check one's place: joins, takes the turn up, or is told that it is over, as it stands. */
  | ({ readonly kind: "check" | "leave" | "pay" } & Someone)
  /** Which of the joins that are in the queue, or of all that ever were; a number may occur twice. */
  | { readonly kind: "deliver" | "redeliver"; readonly joins: readonly number[] }
  /** A batch takes numbers and crashes before it gives them to anybody. */
  | { readonly kind: "gap"; readonly lane: LaneName; readonly numbers: number }
  | { readonly kind: "tick" }
  | ({ readonly kind: "change" } & Change);

/** A task on a machine whose clock is ahead or behind. */
export interface Run {
  readonly task: Task;
  readonly clockOffset: number;
}

export type Step =
  /** Runs to its end, or stands still before one of its calls: for good, or until it goes on. */
  | ({ readonly kind: "run"; readonly stop: Stop | null } & Run)
  /** Two at once: for each turn one call of the first (true) or of the second, then the rest of both. */
  | { readonly kind: "together"; readonly runs: readonly [Run, Run]; readonly turns: readonly boolean[] }
  /** One of those that stand still goes on to its end; 0 is the last that was stopped. */
  | { readonly kind: "go on"; readonly which: number }
  | { readonly kind: "wait"; readonly seconds: number }
  /** Time passes until so long after the draw is due. */
  | { readonly kind: "opening"; readonly secondsAfter: number }
  | { readonly kind: "stock"; readonly stock: Stock };

export interface History {
  readonly setup: Setup;
  readonly steps: readonly Step[];
}
