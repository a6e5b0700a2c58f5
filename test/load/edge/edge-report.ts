import type { EdgeEntry } from "#test/load/edge/edge-server.ts";
import { quantile } from "#test/load/traffic.ts";

/** What became of the requests of one row of the table of edge behaviours. */
export interface RowReport {
  readonly row: string;
  readonly edge: number;
  readonly origin: number;
  /** Share that the origin did not see, 0 to 1. */
  readonly hitRate: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

const reportOf = (row: string, entries: readonly EdgeEntry[]): RowReport => {
  const hits = entries.filter(({ outcome }) => outcome === "hit").length;
  const ms = entries.map((entry) => entry.ms);
  return {
    row,
    edge: entries.length,
    origin: entries.length - hits,
    hitRate: hits / Math.max(1, entries.length),
    medianMs: quantile(ms, 0.5),
    p95Ms: quantile(ms, 0.95),
  };
};

/** By row, the busiest first, and all together at the end. */
export const edgeReport = (log: readonly EdgeEntry[]): readonly RowReport[] => [
  ...Array.from(
    Map.groupBy(log, ({ row }) => row),
    ([row, entries]) => reportOf(row, entries),
  ).toSorted((a, b) => b.edge - a.edge),
  reportOf("all", log),
];
