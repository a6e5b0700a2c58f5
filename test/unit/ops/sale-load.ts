import type { SaleLoad } from "#simulation/sale-load.ts";

/** What a sale to 100,000 people asks of a stage, in round figures. */
export const LOAD: SaleLoad = {
  people: 100_000,
  waitingMax: 80_000,
  originPerSecond: 1400,
  edgePerSecond: 4000,
  claimsPerSecond: 120,
  perSecond: (route) => (route === "joinQueue" ? 750 : 40),
};
