import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UsageError } from "#cli/options.ts";
import type { LaneOrder } from "#cli/verify-draw/lane-order.ts";

const LINES_PER_CHUNK = 4096;

/**
 * Writes the number of every drawn arrival as CSV. Works in chunks, so the lobbies can be of any size.
 * @throws UsageError if the file exists, because it may be someone's evidence, or can't be written
 */
export const writeOrders = async (file: string, orders: readonly LaneOrder[]): Promise<void> => {
  try {
    await pipeline(Readable.from(chunks(orders)), createWriteStream(file, { flags: "wx" }));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const reason = error.code === "EEXIST" ? "The file already exists; choose another name" : error.message;
    throw new UsageError(`The order can't be written to ${file}. ${reason}.`, { cause: error });
  }
};

function* chunks(orders: readonly LaneOrder[]): Generator<string> {
  let lines = ["arrival,number\n"];
  for (const { start, draw, numberOf } of orders) {
    for (let arrival = start + 1; arrival <= start + draw.lobbySize; arrival += 1) {
      lines.push(`${arrival},${numberOf(arrival)}\n`);
      if (lines.length === LINES_PER_CHUNK) {
        yield lines.join("");
        lines = [];
      }
    }
  }
  yield lines.join("");
}
