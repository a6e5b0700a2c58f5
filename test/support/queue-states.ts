/** States of queues as the rules see them, for tests. */
import type { CountedShard } from "#functions/queue/rules/admission.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import {
  emptyQueue,
  LANE_START,
  type Lane,
  type QueueState,
  type QueueStats,
} from "#functions/queue/rules/queue-state.ts";

export const NOW = 1_800_000_000;

/** More seats than anybody wants. */
export const AMPLE: Inventory = { capacity: 1_000_000, free: 1_000_000, held: 0, buyers: 0, holders: 0 };

interface QueueStateChange {
  readonly settings?: Partial<QueueState["settings"]>;
  readonly stats?: Partial<QueueStats>;
  readonly general?: Partial<Lane>;
  /** Counted from 1, as if there were no other lane. */
  readonly presale?: { readonly issued?: number; readonly served?: number };
  readonly soldOut?: boolean;
}

/** An open queue in which nobody waits, but for the changes. */
export const aQueue = ({ settings, stats, general, presale, soldOut }: QueueStateChange = {}): QueueState => {
  const queue = emptyQueue({
    concertId: "con_1",
    seed: "11".repeat(32),
    opensAtOnce: true,
    settings: {
      maxActive: 500,
      admitPerTick: 100,
      claimSeconds: 60,
      passSeconds: 600,
      paused: false,
      opensAt: NOW - 100,
      closesAt: NOW + 10_000,
      presale: null,
      ...settings,
    },
  });
  const { GENERAL, PRESALE } = queue.lanes;
  return {
    ...queue,
    soldOut: soldOut ?? false,
    stats: { ...queue.stats, ...stats },
    lanes: {
      GENERAL: { ...GENERAL, ...general },
      PRESALE: {
        ...PRESALE,
        issued: LANE_START.PRESALE + (presale?.issued ?? 0),
        served: LANE_START.PRESALE + (presale?.served ?? 0),
      },
    },
  };
};

/** The numbers 1 to 100, admitted 10 seconds ago and still open, but for the changes. */
export const aShard = (change: Partial<CountedShard> = {}): CountedShard => ({
  from: 1,
  to: 100,
  admittedAt: NOW - 10,
  claimBy: NOW + 50,
  expiresAt: NOW + 650,
  claimed: 0,
  left: 0,
  closed: false,
  vacant: 0,
  ...change,
});
