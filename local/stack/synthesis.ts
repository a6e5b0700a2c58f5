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
 * Synthesizes the stack of a stage in its own thread. The CDK computes for seconds and takes a few hundred megabytes, which
 * must neither delay the rest of the start nor stay in memory.
 * @throws Error if the stage does not exist or the stack can't be synthesized.
 */
export const synthesizeStack = async (stageName: string, outdir?: string): Promise<Assembly> => {
  const worker = new Worker(new URL(import.meta.resolve("#local/stack/synthesis-worker.ts")), {
    execArgv: [],
    // The CDK takes longer to check the template than to make it; cdk synth, deploy and the stack tests check it.
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
