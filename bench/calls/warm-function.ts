/** Calls a function in a process of its own, warm and one call at a time, and returns the processor time of a call. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import * as z from "zod/mini";
import { functionVariables } from "#bench/lambda/variables.ts";
import { RESPONSE_CHECK_VARIABLE } from "#functions/shared/grants.ts";
import { STAGES } from "#lib/stages.ts";

const PROGRAM = join(import.meta.dirname, "warm-calls.mjs");

const WarmSchema = z.object({
  /** Of all threads of the process, for one call. */
  cpuMs: z.number(),
  /** How many responses had each status. */
  statuses: z.record(z.string(), z.int()),
});
export type Warm = z.infer<typeof WarmSchema>;

/**
 * @param file the bundle
 * @param events one for each call; the first `warmUp` of them are not measured
 * @throws Error with what the function wrote if it broke
 */
export const callWarm = async (
  file: string,
  events: readonly APIGatewayProxyEventV2[],
  warmUp: number,
): Promise<Warm> => {
  const folder = await mkdtemp(join(tmpdir(), "encore-calls-"));
  const eventsFile = join(folder, "events.json");
  try {
    await writeFile(eventsFile, JSON.stringify({ events, warmUp }));
    const child = spawn(process.execPath, [PROGRAM, file, eventsFile], {
      // Responses are checked as in prod; tables, keys and addresses are those of this run.
      env: { ...functionVariables(), ...process.env, [RESPONSE_CHECK_VARIABLE]: STAGES.prod.responseCheck },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    const [measured, errors] = await Promise.all([text(child.stdio[3] as Readable), text(child.stdio[2] as Readable)]);
    if (measured === "") throw new Error(`${file} did not get through its calls: ${errors}`);
    return WarmSchema.parse(JSON.parse(measured));
  } finally {
    await rm(folder, { recursive: true });
  }
};
