/** Where the sale of a concert is, by the service's clock. Pure. */

/** soon: it opens within a day, so there is something to get ready for. */
export type SalePhase = "later" | "soon" | "open" | "over";

export interface SaleTimes {
  readonly opensAt: string;
  readonly closesAt: string;
}

const NEAR_MS = 24 * 3600 * 1000;

export const salePhase = ({ opensAt, closesAt }: SaleTimes, nowMs: number): SalePhase => {
  const opensMs = Date.parse(opensAt);
  if (nowMs < opensMs) return opensMs - nowMs <= NEAR_MS ? "soon" : "later";
  return nowMs < Date.parse(closesAt) ? "open" : "over";
};

export interface SaleGroup<Concert> {
  readonly phase: SalePhase;
  readonly concerts: readonly Concert[];
}

/** First what opens within a day, then what can be bought, then what comes later, and last what is over. */
const ORDER: readonly SalePhase[] = ["soon", "open", "later", "over"];

/** Concerts by the phase of their sale; what has yet to open in the order in which it opens. Empty groups are left out. */
export const groupsBySale = <Concert extends SaleTimes>(
  concerts: readonly Concert[],
  nowMs: number,
): readonly SaleGroup<Concert>[] =>
  ORDER.map((phase) => {
    const found = concerts.filter((concert) => salePhase(concert, nowMs) === phase);
    const opensFirst = (a: Concert, b: Concert): number => Date.parse(a.opensAt) - Date.parse(b.opensAt);
    return { phase, concerts: phase === "soon" || phase === "later" ? found.toSorted(opensFirst) : found };
  }).filter(({ concerts: found }) => found.length > 0);
