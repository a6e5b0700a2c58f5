/** Lines as the rules see them, made up for tests. */
import type { CountedShard } from "#functions/queue/rules/admission.ts";
import type { Stock } from "#functions/queue/rules/inventory-limit.ts";
import { emptyLine, type Figures, LANE_START, type Lane, type Line } from "#functions/queue/rules/queue-state.ts";

export const NOW = 1_800_000_000;

/** More seats than anybody asks for. */
export const AMPLE: Stock = { capacity: 1_000_000, free: 1_000_000, held: 0, buyers: 0, holders: 0 };

interface LineChange {
  readonly settings?: Partial<Line["settings"]>;
  readonly figures?: Partial<Figures>;
  readonly general?: Partial<Lane>;
  /** Counted from 1, as if there were no other lane. */
  readonly presale?: { readonly issued?: number; readonly served?: number };
  readonly soldOut?: boolean;
}

/** An open line in which nobody waits, but for the changes. */
export const aLine = ({ settings, figures, general, presale, soldOut }: LineChange = {}): Line => {
  const line = emptyLine({
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
  const { GENERAL, PRESALE } = line.lanes;
  return {
    ...line,
    soldOut: soldOut ?? false,
    figures: { ...line.figures, ...figures },
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
  ...change,
});
