/** Makes pictures of pages small: a palette of 256 colours instead of three bytes a pixel. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS_MAX = 256;
const BYTES_BY_TYPE: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel, of which the first three are red, green and blue. */
  readonly bytes: number;
  readonly pixels: Uint8Array;
}

/** Undoes the filter of a line, which says each byte by those to the left and above (PNG, 9.2). */
const unfilter = (type: number, line: Uint8Array, above: Uint8Array, bytes: number): void => {
  for (let at = 0; at < line.length; at += 1) {
    const left = at < bytes ? 0 : (line[at - bytes] ?? 0);
    const up = above[at] ?? 0;
    const corner = at < bytes ? 0 : (above[at - bytes] ?? 0);
    line[at] = ((line[at] ?? 0) + predicted(type, left, up, corner)) & 255;
  }
};

const predicted = (type: number, left: number, up: number, corner: number): number => {
  if (type === 1) return left;
  if (type === 2) return up;
  if (type === 3) return (left + up) >> 1;
  if (type !== 4) return 0;
  const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
};

const decode = (png: Buffer): Picture => {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const bytes = BYTES_BY_TYPE[png[25] ?? 0];
  if (bytes === undefined) throw new Error("Only pictures without a palette are read.");
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const filtered = inflateSync(Buffer.concat(parts));
  const pixels = new Uint8Array(width * height * bytes);
  const length = width * bytes;
  let above = new Uint8Array(length);
  for (let row = 0; row < height; row += 1) {
    const from = row * (length + 1);
    const line = pixels.subarray(row * length, (row + 1) * length);
    line.set(filtered.subarray(from + 1, from + 1 + length));
    unfilter(filtered[from] ?? 0, line, above, bytes);
    above = line;
  }
  return { width, height, bytes, pixels };
};

/** Colours that differ by little are one. */
const bucketOf = (colour: number): number => colour & 0xf8f8f8;

const distance = (a: number, b: number): number =>
  Math.abs((a >> 16) - (b >> 16)) + Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) + Math.abs((a & 255) - (b & 255));

/** The most frequent colours, each for its bucket, and for every other bucket the nearest of them. */
const paletteOf = (colours: Uint32Array) => {
  const buckets = new Map<number, { count: number; readonly colours: Map<number, number> }>();
  for (const colour of colours) {
    const bucket = buckets.get(bucketOf(colour)) ?? { count: 0, colours: new Map<number, number>() };
    bucket.count += 1;
    bucket.colours.set(colour, (bucket.colours.get(colour) ?? 0) + 1);
    buckets.set(bucketOf(colour), bucket);
  }
  const mostOf = (counts: ReadonlyMap<number, number>): number =>
    [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
  const palette = [...buckets.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, COLOURS_MAX)
    .map((bucket) => mostOf(bucket.colours));
  const indexes = new Map(palette.map((colour, index) => [bucketOf(colour), index]));
  const indexOf = (colour: number): number => {
    const known = indexes.get(bucketOf(colour));
    if (known !== undefined) return known;
    let nearest = 0;
    for (const [index, each] of palette.entries()) {
      if (distance(each, colour) < distance(palette[nearest] ?? 0, colour)) nearest = index;
    }
    indexes.set(bucketOf(colour), nearest);
    return nearest;
  };
  return { palette, indexOf };
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** The same picture with at most 256 colours. */
export const smallPng = (png: Buffer): Buffer => {
  const { width, height, bytes, pixels } = decode(png);
  const colours = Uint32Array.from({ length: width * height }, (_, at) => {
    const from = at * bytes;
    return ((pixels[from] ?? 0) << 16) | ((pixels[from + 1] ?? 0) << 8) | (pixels[from + 2] ?? 0);
  });
  const { palette, indexOf } = paletteOf(colours);
  const lines = Buffer.alloc((width + 1) * height);
  for (const [at, colour] of colours.entries()) {
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = indexOf(colour);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};
