/**
 * Reads a QR code from its modules, by ISO/IEC 18004 and apart from the code that writes it: format, mask, order of the
 * codewords, blocks, and segments of bytes. It corrects no errors, because a picture that was drawn right has none.
 */
/** Error correction codewords of a block, and number of blocks, at level L by version (ISO/IEC 18004, table 9). */
const CHECK_CODEWORDS = [
    0, 7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
];
const BLOCKS = [
    0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19,
    19, 20, 21, 22, 24, 25,
];
/** Level L has the bits 01. */
const LEVEL_L = 0b01;
const FORMAT_MASK = 0b101010000010010;
const BYTES_MODE = 0b0100;
const QUIET = 4;
const MASKS = [
    (x, y) => (x + y) % 2 === 0,
    (_x, y) => y % 2 === 0,
    (x) => x % 3 === 0,
    (x, y) => (x + y) % 3 === 0,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
    (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
/** Fills the rectangles of a path into a picture, as a browser does. */
export const drawnPath = (path, side) => {
    const picture = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
    for (const [all, x, y, width, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
        if (width !== back)
            throw new Error(`Not closed: ${all}`);
        picture[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
    }
    return picture;
};
export const withoutQuietZone = (picture) => picture.slice(QUIET, -QUIET).map((row) => row.slice(QUIET, -QUIET));
/** Centres of the alignment patterns, on both axes. */
const alignmentCentres = (version) => {
    if (version === 1)
        return [];
    const count = Math.floor(version / 7) + 2;
    const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const last = version * 4 + 10;
    return [6, ...Array.from({ length: count - 1 }, (_, index) => last - (count - 2 - index) * step)];
};
/** Whether a module belongs to a pattern or to what is said of the format, so that it carries no data. */
const isFixed = (version) => {
    const size = version * 4 + 17;
    const centres = alignmentCentres(version);
    const isAtFinder = (x, y) => (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8);
    const isCorner = (x, y) => (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6);
    return (x, y) => isAtFinder(x, y) ||
        x === 6 ||
        y === 6 ||
        centres.some((cx) => centres.some((cy) => !isCorner(cx, cy) && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2)) ||
        (version >= 7 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11)));
};
/** The mask, from the format beside the first finder. @throws Error for another level */
const maskOf = (modules) => {
    const positions = [0, 1, 2, 3, 4, 5, 7, 8].map((y) => [8, y]).concat([7, 5, 4, 3, 2, 1, 0].map((x) => [x, 8]));
    const bits = positions.reduce((sum, [x = 0, y = 0], index) => sum | (modules[y]?.[x] === true ? 1 << index : 0), 0);
    const format = bits ^ FORMAT_MASK;
    if (format >> 13 !== LEVEL_L)
        throw new Error(`Level ${format >> 13}`);
    return (format >> 10) & 7;
};
/** Codewords in the order in which they are placed: two columns at a time, from the right, up and down by turns. */
const placedCodewords = (modules, version) => {
    const fixed = isFixed(version);
    const mask = MASKS[maskOf(modules)];
    const bits = [];
    let isUpwards = true;
    for (let right = modules.length - 1; right > 0; right -= 2) {
        if (right === 6)
            right = 5;
        for (let step = 0; step < modules.length; step += 1) {
            const y = isUpwards ? modules.length - 1 - step : step;
            for (const x of [right, right - 1]) {
                if (!fixed(x, y))
                    bits.push((modules[y]?.[x] === true) !== mask?.(x, y));
            }
        }
        isUpwards = !isUpwards;
    }
    return Array.from({ length: Math.floor(bits.length / 8) }, (_, index) => bits.slice(index * 8, index * 8 + 8).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0));
};
/** The data, put back in order from its blocks: the later ones may have one codeword more. */
const dataCodewords = (placed, version) => {
    const blocks = BLOCKS[version] ?? 0;
    const data = placed.length - blocks * (CHECK_CODEWORDS[version] ?? 0);
    const shortLength = Math.floor(data / blocks);
    const longFrom = blocks - (data % blocks);
    return Array.from({ length: blocks }, (_, block) => {
        const regular = Array.from({ length: shortLength }, (_each, index) => placed[index * blocks + block] ?? 0);
        return block < longFrom ? regular : [...regular, placed[shortLength * blocks + block - longFrom] ?? 0];
    }).flat();
};
/** The text of a code with one segment of bytes. @throws Error for anything else */
export const readQr = (modules) => {
    const version = (modules.length - 17) / 4;
    const data = dataCodewords(placedCodewords(modules, version), version);
    const bits = data.flatMap((codeword) => Array.from({ length: 8 }, (_, index) => (codeword >> (7 - index)) & 1));
    const number = (from, length) => bits.slice(from, from + length).reduce((sum, bit) => sum * 2 + bit, 0);
    if (number(0, 4) !== BYTES_MODE)
        throw new Error(`Mode ${number(0, 4)}`);
    const lengthBits = version < 10 ? 8 : 16;
    const length = number(4, lengthBits);
    const bytes = Array.from({ length }, (_, index) => number(4 + lengthBits + index * 8, 8));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
};
