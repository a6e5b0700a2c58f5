/** A chart as a file holds it and as an operator puts it, section by section. */
import type { Point } from "#contract/drawing/plan.ts";

export interface DetailedSeat {
  readonly seat?: string;
  readonly label?: string;
  readonly category?: string;
  readonly x?: number;
  readonly y?: number;
}

/** A plain text is a seat's label. */
export type SeatEntry = string | DetailedSeat;

export interface SeatRange {
  readonly from?: number;
  readonly to: number;
  readonly step?: number;
  readonly category?: string;
}

export interface SeatList {
  readonly seats: readonly SeatEntry[];
  readonly category?: string;
}

export type BlockEntry = readonly SeatEntry[] | SeatList | SeatRange;

export interface RowOfBlocks {
  readonly row: string;
  readonly label?: string;
  readonly category?: string;
  readonly blocks: readonly BlockEntry[];
  readonly curve?: number;
}

export interface RowOfNumbers extends SeatRange {
  readonly row: string;
  readonly label?: string;
  readonly curve?: number;
}

export interface TableEntry {
  readonly table: string;
  readonly label?: string;
  readonly category?: string;
  readonly seats: BlockEntry;
  readonly sold: "BY_SEAT" | "WHOLE";
  readonly x?: number;
  readonly y?: number;
}

export interface SectionEntry {
  readonly sectionId: string;
  readonly label?: string;
  readonly floor?: string;
  readonly category?: string;
  readonly rows?: readonly (RowOfBlocks | RowOfNumbers)[];
  readonly tables?: readonly TableEntry[];
  readonly standing?: { readonly capacity: number };
  readonly outline?: readonly Point[];
  readonly focalPoint?: { readonly row: string; readonly seat: string };
  readonly accessible?: readonly { readonly seat: string; readonly companions: readonly string[] }[];
}

export interface ChartText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface ChartDocument {
  readonly name: string;
  readonly categories: readonly { readonly category: string; readonly colour?: string }[];
  readonly stage?: { readonly label?: string; readonly outline: readonly Point[] };
  readonly floors?: readonly { readonly floor: string; readonly label?: string }[];
  readonly texts?: readonly ChartText[];
  readonly sections: readonly SectionEntry[];
}

/** What was read from a file, and what a person should know about how it was understood. */
export interface ReadChart {
  readonly document: ChartDocument;
  /** Seats that have no number in the file. */
  readonly unnamedSeats: number;
  readonly warnings: readonly string[];
}
