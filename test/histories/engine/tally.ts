/** Counts what happened in the histories of a suite, so that a reader sees that they are not empty. */
export class Tally {
  readonly #counts = new Map<string, number>();

  count(what: string, times = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + times);
  }

  /** In alphabetical order. */
  get entries(): readonly (readonly [what: string, times: number])[] {
    return [...this.#counts].toSorted(([a], [b]) => a.localeCompare(b));
  }
}

const COLUMNS = 3;

export const tallyReport = (tally: Tally): string => {
  const cells = tally.entries.map(([what, times]) => `${String(times).padStart(9)} ${what.padEnd(32)}`);
  const rows = Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, row) =>
    cells
      .slice(row * COLUMNS, (row + 1) * COLUMNS)
      .join("")
      .trimEnd(),
  );
  return rows.join("\n");
};
