/** Starts a function in a process of its own, as Lambda does, and returns what that process has measured of itself. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import * as z from "zod/mini";
import { functionVariables } from "#bench/lambda/variables.ts";

const PROGRAM = join(import.meta.dirname, "cold-start.mjs");

const StartSchema = z.object({
  /** Processor time of loading the module with all that it does as it loads, without Node's own start. */
  loadCpuMs: z.number(),
  loadedPeakBytes: z.number(),
  firstCallCpuMs: z.optional(z.number()),
  status: z.optional(z.number()),
  warmCallCpuMs: z.optional(z.number()),
  /** Processor time of the whole process. */
  processCpuMs: z.number(),
  /** The largest resident set. */
  peakBytes: z.number(),
});
export type Start = z.infer<typeof StartSchema>;

export interface StartRequest {
  /** For the first call; without it, the function is only loaded. */
  readonly event?: unknown;
  readonly warmCalls?: number;
}

/** @throws Error with what the function wrote if it can't be loaded or called */
export const startFunction = async (file: string, request: StartRequest = {}): Promise<Start> => {
  const child = spawn(process.execPath, [PROGRAM, file, JSON.stringify(request)], {
    env: functionVariables(),
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const [measured, errors] = await Promise.all([text(child.stdio[3] as Readable), text(child.stdio[2] as Readable)]);
  if (measured === "") throw new Error(`${file} did not start: ${errors}`);
  return StartSchema.parse(JSON.parse(measured));
};
