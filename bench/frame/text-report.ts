/** Results in the terminal: tables in columns, then each check with its verdict. */
import { type Check, verdictInWords, verdictOf } from "#bench/frame/check.ts";
import type { Cell, PartResult, ResultTable } from "#bench/frame/part.ts";
import { quantity } from "#simulation/report/number-format.ts";

const GAP = "  ";

export const cellText = (cell: Cell): string => (typeof cell === "string" ? cell : quantity(cell));

const isNumeric = (rows: ResultTable["rows"], column: number): boolean =>
  rows.every((row) => typeof row[column] !== "string");

export const tableText = ({ caption, columns, rows }: ResultTable): string => {
  const texts = [columns, ...rows.map((row) => row.map(cellText))];
  const widths = columns.map((_, column) => Math.max(...texts.map((row) => (row[column] ?? "").length)));
  const numeric = columns.map((_, column) => isNumeric(rows, column));
  const padded = texts.map((row) =>
    widths
      .map((width, column) => {
        const text = row[column] ?? "";
        return numeric[column] ? text.padStart(width) : text.padEnd(width);
      })
      .join(GAP)
      .trimEnd(),
  );
  return [caption, ...padded.map((line) => `${GAP}${line}`)].join("\n");
};

/** Such as "size: 437 KB of 300 KB: missed by 45.7%". */
export const checkText = (check: Check): string => {
  const sign = check.better === "lower" ? "at most" : "at least";
  const figures = `${quantity(check.value)} ${check.unit}, target ${sign} ${quantity(check.target)}`;
  return `${check.what}: ${figures}: ${verdictInWords(check)}`;
};

/** More checks than this would hide the missed ones. */
const CHECKS_MAX = 12;

const checksText = (checks: readonly Check[]): string => {
  const missed = checks.filter((check) => !verdictOf(check).isMet);
  const shown = checks.length > CHECKS_MAX ? missed : checks;
  const met = `${checks.length - missed.length} of ${checks.length} targets met`;
  return checks.length === 0 ? "" : [met, ...shown.map((check) => `${GAP}${checkText(check)}`)].join("\n");
};

export const resultText = ({ tables, checks, notes }: PartResult): string =>
  [...tables.map(tableText), ...notes, checksText(checks)].filter((text) => text !== "").join("\n\n");
