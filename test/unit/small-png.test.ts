import { crc32, deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { smallPng } from "#test/browser/support/small-png.ts";

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** Two lines of two pixels, the second line as differences to the first. */
const twoByTwo = (): Buffer => {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const lines = Buffer.from([1, 255, 0, 0, 1, 255, 0, 2, 0, 0, 0, 0, 0, 255]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(lines)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

const dataOf = (png: Buffer, type: string): Buffer => {
  const at = png.indexOf(type, 0, "latin1");
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
};

describe("a picture with a palette", () => {
  test("has the same colours in the same places", () => {
    const small = smallPng(twoByTwo());

    const palette = dataOf(small, "PLTE");
    const lines = inflateSync(dataOf(small, "IDAT"));
    const colourAt = (at: number): readonly number[] => [
      ...palette.subarray(3 * (lines[at] ?? 0), 3 * (lines[at] ?? 0) + 3),
    ];
    expect([colourAt(1), colourAt(2), colourAt(4), colourAt(5)]).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [255, 0, 0],
      [0, 255, 255],
    ]);
  });
});
