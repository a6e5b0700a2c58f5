import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Template } from "#local/stack/template.ts";

/** The stack as `cdk synth` writes it. */
export interface Assembly {
  readonly template: Template;
  /** Folder with the template's assets. */
  readonly assemblyDir: string;
  readonly stackName: string;
}

/**
 * Synthesizes the stack of a stage in a thread of its own: the CDK takes seconds of computing and a few hundred
 * megabytes, which the rest of the start should neither wait for nor keep.
 * @throws Error if there is no such stage or the stack can't be synthesized.
 */
export const synthesizeStack = async (stageName: string, outdir?: string): Promise<Assembly> => {
  const worker = new Worker(new URL(import.meta.resolve("#local/stack/synthesis-worker.ts")), {
    execArgv: [],
    // Checking the template takes the CDK longer than making it; cdk synth, deploy and the stack tests do check it.
    env: { ...process.env, CDK_VALIDATION: "false" },
    workerData: { stageName, ...(outdir === undefined ? {} : { outdir }) },
  });
  try {
    const [assembly] = (await once(worker, "message")) as [Assembly];
    return assembly;
  } finally {
    await worker.terminate();
  }
};
