/** A QR code as one path of an SVG. Pure. */
/** Modules of paper around the code, as the standard requires (ISO/IEC 18004, 5.3.8). */
export const QUIET_MODULES = 4;
/** The side of the picture, in modules. */
export const sideOf = (modules) => modules.length + 2 * QUIET_MODULES;
/** Each run of dark modules in a row is one rectangle, so that the path is short and no hairline shows inside a run. */
export const qrPath = (modules) => modules
    .map((row, y) => runsOf(row)
    .map(({ start, length }) => rectangle(start, y, length))
    .join(""))
    .join("");
const rectangle = (x, y, width) => `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h${width}v1h-${width}z`;
const runsOf = (row) => {
    const runs = [];
    let start = -1;
    for (let x = 0; x <= row.length; x += 1) {
        const isDark = row[x] === true;
        if (isDark && start === -1)
            start = x;
        if (!isDark && start !== -1) {
            runs.push({ start, length: x - start });
            start = -1;
        }
    }
    return runs;
};
