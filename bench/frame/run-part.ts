/** The program that part-process.ts starts: one part, whose result it sends to its parent. */
import * as z from "zod/mini";
import type { PartMessage } from "#bench/frame/part-process.ts";
import { partNamed } from "#bench/parts.ts";

const Settings = z.object({
  isQuick: z.boolean(),
  seed: z.int(),
  target: z.optional(
    z.object({
      url: z.string(),
      tokens: z.union([z.object({ issuer: z.string() }), z.object({ command: z.string() })]),
    }),
  ),
  perSecond: z.optional(z.number()),
});

const [name = "", settings = ""] = process.argv.slice(2);

const send = (message: PartMessage): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => {
      if (error) reject(error);
      else resolve();
    });
  });

const outcome = async (): Promise<PartMessage> => {
  try {
    const context = Settings.parse(JSON.parse(settings));
    const progress = (what: string): void => {
      if (process.connected) process.send?.({ kind: "progress", what } satisfies PartMessage);
    };
    return { kind: "result", result: await partNamed(name).run({ ...context, progress }) };
  } catch (error) {
    return { kind: "error", error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

const message = await outcome();
// The bench may have been ended meanwhile.
if (process.connected) {
  await send(message);
  process.disconnect();
}
