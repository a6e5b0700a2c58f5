/** What the rules that choose seats know of a hall, beyond where its seats are. Plain data. */
import type { Section } from "#functions/concerts/seat-layout.ts";

/** The seat from which a section is at its best. */
export interface FocalPoint {
  readonly row: string;
  readonly number: number;
}

/** An accessible seat and those beside it for company: let together, and kept back until a set time. */
export interface AccessibleUnit {
  /** Row and number within the section: "1-5". */
  readonly seat: string;
  /** The same, those to be given first before the others. */
  readonly companions: readonly string[];
}

/**
 * A section as the rules see it. Its rows are listed as they lie behind each other; the sections of a performance are
 * listed as they lie beside each other, so neighbours in the list are neighbours in the hall.
 */
export interface SeatingSection extends Section {
  /** The middle of the first row listed, if absent. */
  readonly focalPoint?: FocalPoint | undefined;
  readonly accessible?: readonly AccessibleUnit[] | undefined;
}

/** Ids of the seats that can't be had, held or sold: a Set, or whatever can be asked like one. */
export type TakenSeats = Pick<ReadonlySet<string>, "has">;
