import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Synthesis } from "#lib/build/synth.ts";

export interface SynthesisRequest {
  readonly stageName: string;
  /** Folder to write into; if absent, only the template is wanted. */
  readonly outdir?: string;
  /** As given with `-c`. */
  readonly context?: Readonly<Record<string, unknown>>;
}

export type SynthesisReply = { readonly syntheses: readonly Synthesis[] } | { readonly error: string };

/**
 * Synthesizes stages in a process of its own. The CDK computes for seconds and takes a few hundred megabytes, which must
 * neither delay its caller nor stay in memory. A thread would not do: bundling uses native code (swc) that crashes the
 * process when a second thread loads it.
 * @param variables more environment variables for the process
 * @throws Error if a stage does not exist or its stack can't be synthesized
 */
export const synthesizeApart = async (
  requests: readonly SynthesisRequest[],
  variables: Readonly<Record<string, string>> = {},
): Promise<readonly Synthesis[]> => {
  const child = fork(fileURLToPath(import.meta.resolve("#lib/build/synthesis-process.ts")), {
    execArgv: [],
    env: { ...process.env, ...variables },
  });
  const reply = await new Promise<SynthesisReply>((resolve, reject) => {
    child.once("error", reject);
    child.once("message", (message) => resolve(message as SynthesisReply));
    child.once("exit", (code, signal) => {
      reject(new Error(`The process that synthesizes the stack ended early (${signal ?? code}).`));
    });
    child.send(requests);
  });
  if ("error" in reply) throw new Error(reply.error);
  return reply.syntheses;
};
