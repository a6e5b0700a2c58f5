/** A chart: the plan of a hall. Pure. A published one never changes; a change makes a new version with its own id. */
import type { Seconds } from "#functions/shared/time.ts";

export type Point = readonly [x: number, y: number];

/** What a chart says of a section without its seats. */
export interface ChartSection {
  readonly sectionId: string;
  readonly label: string;
  readonly kind: "SEATS" | "TABLES" | "STANDING";
  readonly floor?: string | undefined;
  readonly capacity: number;
  readonly accessibleUnits: number;
  /** Seats of each category. */
  readonly categories: readonly { readonly category: string; readonly capacity: number }[];
  readonly outline: readonly Point[];
  /** What `drawSection` needs to draw this section without the rest of the chart. */
  readonly origin: Point;
}

export interface Chart {
  readonly chartId: string;
  readonly name: string;
  /** 1, or one more than that of the chart it is based on. */
  readonly version: number;
  readonly basedOn?: string | undefined;
  readonly status: "DRAFT" | "PUBLISHED";
  readonly createdAt: Seconds;
  readonly publishedAt?: Seconds | undefined;
  /** Counts the sections that were put, so that what is published is what was checked. */
  readonly revision: number;
  readonly categories: readonly {
    readonly category: string;
    readonly label?: string | undefined;
    readonly colour?: string | undefined;
  }[];
  /** As the chart gives it; once it is published, as it is drawn. */
  readonly stage?: { readonly label?: string | undefined; readonly outline: readonly Point[] } | undefined;
  readonly floors: readonly { readonly floor: string; readonly label: string }[];
  readonly texts: readonly {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly floor?: string | undefined;
  }[];
  readonly capacity: number;
  /** In the order in which they lie beside each other. Empty as long as the chart is a draft. */
  readonly sections: readonly ChartSection[];
}
