/** The part of a section's form that says where its seats are, without the drawing. Pure. */
import type { ChartSectionForm } from "#functions/charts/rules/publication.ts";

/** Without coordinates: what those need who hold, count and sell seats. The drawing would make most of what they read. */
export const withoutDrawing = (form: ChartSectionForm): ChartSectionForm => {
  const { outline: _, rows, tables, ...rest } = form;
  return {
    ...rest,
    ...(rows && { rows: rows.map(rowWithout) }),
    ...(tables && {
      tables: tables.map(({ x: _x, y: _y, ...table }) => ({ ...table, seats: blockWithout(table.seats) })),
    }),
  };
};

/** Whether a form has anything that `withoutDrawing` leaves out. */
export const hasDrawing = (form: ChartSectionForm): boolean =>
  JSON.stringify(withoutDrawing(form)).length !== JSON.stringify(form).length;

type Row = NonNullable<ChartSectionForm["rows"]>[number];
type Block = NonNullable<ChartSectionForm["tables"]>[number]["seats"];

const rowWithout = (row: Row): Row => {
  const { curve: _, ...rest } = row;
  return "blocks" in rest ? { ...rest, blocks: rest.blocks.map(blockWithout) } : rest;
};

const blockWithout = (block: Block): Block => {
  if (Array.isArray(block)) return block.map(entryWithout);
  return "seats" in block ? { ...block, seats: block.seats.map(entryWithout) } : block;
};

type Entry = Extract<Block, readonly unknown[]>[number];

const entryWithout = (entry: Entry): Entry => {
  if (typeof entry === "string") return entry;
  const { x: _x, y: _y, ...rest } = entry;
  return rest;
};
