import { parentPort, workerData } from "node:worker_threads";
import { synthesize } from "#lib/build/synth.ts";

const { stageName, outdir } = workerData as { readonly stageName: string; readonly outdir?: string };
parentPort?.postMessage(await synthesize(stageName, outdir));
