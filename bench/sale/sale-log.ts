import type { TimedStep } from "#bench/sale/steps.ts";
import type { Exchange } from "#test/load/traffic.ts";

/** Everything that the people of a sale sent and received. */
export interface SaleLog {
  readonly steps: TimedStep[];
  /** Each request with its response, those that were refused for the moment among them. */
  readonly exchanges: Exchange[];
}

export const newSaleLog = (): SaleLog => ({ steps: [], exchanges: [] });
