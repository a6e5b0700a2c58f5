/** What a part of the bench is, and what it returns. Results are plain data: they go through a process's pipe and into the JSON. */
import type { BarChart } from "#bench/charts/bar-chart.ts";
import type { LineChart } from "#bench/charts/line-chart.ts";
import type { Check } from "#bench/frame/check.ts";
import type { Target } from "#bench/frame/target.ts";

export interface PartContext {
  /** Fewer rounds and smaller crowds: to see that everything runs, and for what is counted. */
  readonly isQuick: boolean;
  /** Of all random numbers of the part. */
  readonly seed: number;
  /** A running service to measure; absent: one of its own on this machine. */
  readonly target?: Target | undefined;
  /** Arrivals of a sale; absent: as many as suit this machine. */
  readonly perSecond?: number | undefined;
  /** Says what it is doing now. */
  readonly progress: (what: string) => void;
}

/** Null is a dash: there is nothing to compare with. */
export type Cell = string | number | null;

export interface ResultTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Chart = BarChart | LineChart;

export interface PartResult {
  readonly tables: readonly ResultTable[];
  readonly charts: readonly Chart[];
  readonly checks: readonly Check[];
  /** Sentences that a reader needs beside the numbers. */
  readonly notes: readonly string[];
  /** Every figure as it was counted or measured. */
  readonly raw: unknown;
}

export interface Part {
  readonly name: string;
  readonly what: string;
  /** Whether a service that runs elsewhere will do. All others read tables and load code of this machine. */
  readonly isOverHttp?: boolean;
  readonly run: (context: PartContext) => Promise<PartResult>;
}
