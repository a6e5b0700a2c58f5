/**
 * What a chart is drawn from, and what is drawn. Pure data, for service, client and pages.
 *
 * One unit is one seat width, 0.5 m. x grows to the right and y away from the stage, both as on paper with the stage at
 * the top. Results are rounded to hundredths of a unit.
 */

/** x and y, in units. */
export type Point = readonly [x: number, y: number];

/** A seat: where it is, if its chart says so. */
export interface PlannedSeat {
  readonly x?: number | undefined;
  readonly y?: number | undefined;
}

export interface PlannedRow {
  /** In the order in which the seats stand, from left to right. There is an aisle between two blocks. */
  readonly blocks: readonly (readonly PlannedSeat[])[];
  /** How much nearer to the stage the ends of the row are than its middle, in units. Below 0 they are farther away. */
  readonly curve?: number | undefined;
}

export interface PlannedTable {
  /** Its middle. */
  readonly x?: number | undefined;
  readonly y?: number | undefined;
  /** In the order in which they stand around the table. */
  readonly seats: readonly PlannedSeat[];
}

/** A section has exactly one of rows, tables and standing. */
export interface PlannedSection {
  readonly sectionId: string;
  readonly floor?: string | undefined;
  /** From front to back. */
  readonly rows?: readonly PlannedRow[] | undefined;
  readonly tables?: readonly PlannedTable[] | undefined;
  readonly standing?: { readonly capacity: number } | undefined;
  /** Corners. Of four: front left, front right, back right, back left. */
  readonly outline?: readonly Point[] | undefined;
}

export interface ChartPlan {
  /** Corners of the stage. */
  readonly stage?: readonly Point[] | undefined;
  /** Ids of the floors, the one nearest to the stage first. */
  readonly floors?: readonly string[] | undefined;
  readonly sections: readonly PlannedSection[];
}

export interface DrawnTable {
  readonly x: number;
  readonly y: number;
  /** Of the table top: the seats are around it. */
  readonly radius: number;
}

export interface DrawnSection {
  readonly sectionId: string;
  readonly outline: readonly Point[];
  /** By index in the section: the order of rows, blocks and seats. A standing section is an outline without seats. */
  readonly seats: readonly Point[];
  readonly tables: readonly DrawnTable[];
  /** What `drawSection` needs to draw this section again without the rest of the chart. */
  readonly origin: Point;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface DrawnChart {
  readonly bounds: Bounds;
  readonly stage: readonly Point[];
  /** The floors that have sections, with what is drawn of them. `floor` is absent for sections that name no floor. */
  readonly floors: readonly { readonly floor?: string; readonly bounds: Bounds }[];
  /** In the order of the chart. */
  readonly sections: readonly DrawnSection[];
}
