/** A QR code as one path of an SVG. Pure. */

/** Whether each module is dark, by row and column. */
export type Modules = readonly (readonly boolean[])[];

/** Modules of paper around the code, as the standard requires (ISO/IEC 18004, 5.3.8). */
export const QUIET_MODULES = 4;

/** The side of the picture, in modules. */
export const sideOf = (modules: Modules): number => modules.length + 2 * QUIET_MODULES;

/** Each run of dark modules in a row is one rectangle, so that the path is short and no hairline shows inside a run. */
export const qrPath = (modules: Modules): string =>
  modules
    .map((row, y) =>
      runsOf(row)
        .map(({ start, length }) => rectangle(start, y, length))
        .join(""),
    )
    .join("");

const rectangle = (x: number, y: number, width: number): string =>
  `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h${width}v1h-${width}z`;

interface Run {
  readonly start: number;
  readonly length: number;
}

const runsOf = (row: readonly boolean[]): readonly Run[] => {
  const runs: Run[] = [];
  let start = -1;
  for (let x = 0; x <= row.length; x += 1) {
    const isDark = row[x] === true;
    if (isDark && start === -1) start = x;
    if (!isDark && start !== -1) {
      runs.push({ start, length: x - start });
      start = -1;
    }
  }
  return runs;
};
