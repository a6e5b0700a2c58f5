/**
 * Runs a part in a process of its own: its heap, its compiled code and its environment variables are nobody else's, and a
 * part that breaks ends alone.
 */
import { fork } from "node:child_process";
import { join } from "node:path";
import type { PartContext, PartResult } from "#bench/frame/part.ts";

export type PartMessage =
  | { readonly kind: "progress"; readonly what: string }
  | { readonly kind: "result"; readonly result: PartResult }
  | { readonly kind: "error"; readonly error: string };

const PROGRAM = join(import.meta.dirname, "run-part.ts");

/** @throws Error with what the part said when it broke */
export const runInProcess = (name: string, { progress, ...settings }: PartContext): Promise<PartResult> =>
  new Promise((resolve, reject) => {
    const child = fork(PROGRAM, [name, JSON.stringify(settings)], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let result: PartResult | undefined;
    let failure: string | undefined;
    child.on("message", (message: PartMessage) => {
      if (message.kind === "progress") progress(message.what);
      else if (message.kind === "result") ({ result } = message);
      else failure = message.error;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (result) resolve(result);
      else reject(new Error(failure ?? `It ended with exit code ${code ?? 1} and without a result.`));
    });
  });
