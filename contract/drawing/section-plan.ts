/** The plan of a section from the form in which it is written down: of its blocks only the seats and their positions. Pure. */
import type { PlannedRow, PlannedSeat, PlannedSection, PlannedTable, Point } from "#contract/drawing/plan.ts";

type WrittenSeat = string | PlannedSeat;
interface WrittenRange {
  readonly from?: number | undefined;
  readonly to: number;
  readonly step?: number | undefined;
}
type WrittenBlock = readonly WrittenSeat[] | { readonly seats: readonly WrittenSeat[] } | WrittenRange;
type WrittenRow = { readonly curve?: number | undefined } & ({ readonly blocks: readonly WrittenBlock[] } | WrittenRange);
type WrittenTable = Omit<PlannedTable, "seats"> & { readonly seats: WrittenBlock };

/** A section of a chart as an operator puts it. */
export interface WrittenSection {
  readonly sectionId: string;
  readonly floor?: string | undefined;
  readonly rows?: readonly WrittenRow[] | undefined;
  readonly tables?: readonly WrittenTable[] | undefined;
  readonly standing?: { readonly capacity: number } | undefined;
  readonly outline?: readonly Point[] | undefined;
}

const ANYWHERE: PlannedSeat = {};

const isList = (block: WrittenBlock): block is readonly WrittenSeat[] => Array.isArray(block);

const plannedSeat = (seat: WrittenSeat): PlannedSeat => (typeof seat === "string" ? ANYWHERE : seat);

const plannedBlock = (block: WrittenBlock): readonly PlannedSeat[] => {
  if (isList(block)) return block.map(plannedSeat);
  if ("seats" in block) return block.seats.map(plannedSeat);
  const { from = 1, to, step = 1 } = block;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, () => ANYWHERE);
};

const plannedRow = (row: WrittenRow): PlannedRow => ({
  curve: row.curve,
  blocks: "blocks" in row ? row.blocks.map(plannedBlock) : [plannedBlock(row)],
});

const plannedTable = ({ x, y, seats }: WrittenTable): PlannedTable => ({ x, y, seats: plannedBlock(seats) });

export const sectionPlan = ({ sectionId, floor, rows, tables, standing, outline }: WrittenSection): PlannedSection => ({
  sectionId,
  floor,
  rows: rows?.map(plannedRow),
  tables: tables?.map(plannedTable),
  standing,
  outline,
});
