/**
 * A section as it is written down: rows of blocks, tables, or standing. `seatsOfSection` says which seats that makes.
 * Pages may use it too: nothing here needs more than the language.
 */

/** A seat: its printed label alone, or with an id, a category and a position of its own. */
export type SeatEntry =
  | string
  | {
      /** The last part of the seat's id. Derived from the label if absent. */
      readonly seat?: string | undefined;
      readonly label?: string | undefined;
      readonly category?: string | undefined;
      readonly x?: number | undefined;
      readonly y?: number | undefined;
    };

/** Seats named by whole numbers, such as 1 to 20, or 2, 4, 6 with a step of 2. */
export interface SeatRange {
  readonly from: number;
  readonly to: number;
  /** The difference between neighbours, 1 if absent. */
  readonly step?: number | undefined;
}

/** Seats side by side, in the order in which they stand. On either side is an aisle, a wall or a gap. */
export type BlockForm =
  | readonly SeatEntry[]
  | { readonly seats: readonly SeatEntry[]; readonly category?: string | undefined }
  | (SeatRange & { readonly category?: string | undefined });

interface RowBeginning {
  /** The second part of its seats' ids. */
  readonly row: string;
  readonly label?: string | undefined;
  readonly category?: string | undefined;
  /** How far the middle of the row is behind its ends, in seat widths. */
  readonly curve?: number | undefined;
  /** The row of another section whose first seat is beside the last one of this row. */
  readonly continuesIn?: { readonly section: string; readonly row: string } | undefined;
}

export type RowForm = RowBeginning & (SeatRange | { readonly blocks: readonly BlockForm[] });

export interface TableForm {
  readonly table: string;
  readonly label?: string | undefined;
  readonly category?: string | undefined;
  readonly seats: BlockForm;
  /** Whether its seats are sold one by one or all together. */
  readonly sold: "BY_SEAT" | "WHOLE";
  /** Its middle. */
  readonly x?: number | undefined;
  readonly y?: number | undefined;
}

export interface SectionForm {
  readonly sectionId: string;
  readonly label?: string | undefined;
  readonly category?: string | undefined;
  readonly rows?: readonly RowForm[] | undefined;
  readonly tables?: readonly TableForm[] | undefined;
  readonly standing?: { readonly capacity: number } | undefined;
}

export type SectionKind = "SEATS" | "TABLES" | "STANDING";

/** A seat with its names. Its index is its place in the section, in the order of rows, blocks and seats. */
export interface NamedSeat {
  readonly row: string;
  readonly seat: string;
  /** As printed on the seat. */
  readonly label: string;
  /** "" if the form gives it none. */
  readonly category: string;
  readonly x?: number | undefined;
  readonly y?: number | undefined;
}

/** The first and the last index of seats side by side. */
export interface BlockSpan {
  readonly from: number;
  readonly to: number;
}

export interface NamedRow {
  readonly row: string;
  readonly label: string;
  readonly blocks: readonly BlockSpan[];
}

export interface SectionSeats {
  readonly kind: SectionKind;
  /** In a section of tables each table is a row, and all standing places are one. */
  readonly rows: readonly NamedRow[];
  readonly seats: readonly NamedSeat[];
}

/** The row of standing places. */
export const STANDING_ROW = "0";

const SEAT_ID = /^[A-Za-z0-9]{1,8}$/;
const ID_LENGTH_MAX = 8;

export const kindOf = ({ standing, tables }: SectionForm): SectionKind => {
  if (standing !== undefined) return "STANDING";
  return tables === undefined ? "SEATS" : "TABLES";
};

/** The seats of a section, in order. */
export const seatsOfSection = (section: SectionForm): SectionSeats => {
  const rows = rowsOf(section).map((row) => ({ ...row, blocks: row.blocks.map((block) => seatsOfBlock(block, row)) }));
  const seats: NamedSeat[] = [];
  const named: NamedRow[] = [];
  for (const { row, label, blocks } of rows) {
    const ids = idsOf(blocks.flat());
    const start = seats.length;
    const spans: BlockSpan[] = [];
    for (const block of blocks) {
      const from = seats.length;
      for (const entry of block) seats.push(namedSeat(row, entry, ids[seats.length - start] ?? ""));
      if (block.length > 0) spans.push({ from, to: seats.length - 1 });
    }
    named.push({ row, label, blocks: spans });
  }
  return { kind: kindOf(section), rows: named, seats };
};

interface AnyRow {
  readonly row: string;
  readonly label: string;
  readonly category: string;
  readonly blocks: readonly BlockForm[];
}

const rowsOf = (section: SectionForm): readonly AnyRow[] => {
  const ofSection = section.category ?? "";
  if (section.standing !== undefined) {
    const blocks = [{ from: 1, to: section.standing.capacity }];
    return [{ row: STANDING_ROW, label: "", category: ofSection, blocks }];
  }
  const tables = (section.tables ?? []).map(({ table, label, category, seats }) => ({
    row: table,
    label: label ?? table,
    category: category ?? ofSection,
    blocks: [seats],
  }));
  const rows = (section.rows ?? []).map((row) => ({
    row: row.row,
    label: row.label ?? row.row,
    category: row.category ?? ofSection,
    blocks: "blocks" in row ? row.blocks : [{ from: row.from, to: row.to, step: row.step }],
  }));
  return [...tables, ...rows];
};

/** A seat of a block, before it has an id. */
interface BlockSeat {
  readonly seat: string | undefined;
  readonly label: string;
  readonly category: string;
  readonly x?: number | undefined;
  readonly y?: number | undefined;
}

const isList = (block: BlockForm): block is readonly SeatEntry[] => Array.isArray(block);

const seatsOfBlock = (block: BlockForm, row: AnyRow): readonly BlockSeat[] => {
  if (isList(block)) return block.map((entry) => blockSeat(entry, row.category));
  const category = block.category ?? row.category;
  if ("seats" in block) return block.seats.map((entry) => blockSeat(entry, category));
  return numbersIn(block).map((number) => blockSeat(String(number), category));
};

const blockSeat = (entry: SeatEntry, category: string): BlockSeat =>
  typeof entry === "string"
    ? { seat: undefined, label: entry, category }
    : {
        seat: entry.seat,
        label: entry.label ?? entry.seat ?? "",
        category: entry.category ?? category,
        x: entry.x,
        y: entry.y,
      };

export const countIn = ({ from, to, step = 1 }: SeatRange): number => Math.floor((to - from) / step) + 1;

const numbersIn = (range: SeatRange): readonly number[] =>
  Array.from({ length: countIn(range) }, (_, index) => range.from + index * (range.step ?? 1));

/**
 * The ids of the seats of a row. Ids that are given, and labels that can be ids, come first; what is left of any other
 * label, "12" of "12½", gets an ending if another seat of the row has it: "12x2".
 */
const idsOf = (seats: readonly BlockSeat[]): readonly string[] => {
  const own = seats.map(({ seat, label }) => seat ?? (SEAT_ID.test(label) ? label : undefined));
  const used = new Set(own);
  return seats.map(({ label }, index) => {
    const id = own[index] ?? derivedId(label, used);
    used.add(id);
    return id;
  });
};

const derivedId = (label: string, used: ReadonlySet<string | undefined>): string => {
  const plain = label.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, ID_LENGTH_MAX) || "x";
  let id = plain;
  for (let count = 2; used.has(id); count += 1) {
    const ending = `x${count}`;
    id = plain.slice(0, ID_LENGTH_MAX - ending.length) + ending;
  }
  return id;
};

const namedSeat = (row: string, { label, category, x, y }: BlockSeat, seat: string): NamedSeat => ({
  row,
  seat,
  label,
  category,
  ...(x !== undefined && { x }),
  ...(y !== undefined && { y }),
});

/** The label of a seat as tickets print it: "1층 A구역 3열 12번". */
export const printedLabel = (section: string, row: string, seat: string): string =>
  row === "" ? `${section} ${seat}` : `${section} ${row} ${seat}`;
