import { parentPort, workerData } from "node:worker_threads";
import { synthesize } from "#lib/build/synth.ts";
import { FREE_POINTS_FLAG } from "#lib/stages.ts";

const { stageName, outdir } = workerData as { readonly stageName: string; readonly outdir?: string };
// Points on this machine are worth nothing, whatever stage's settings it has.
parentPort?.postMessage(await synthesize(stageName, outdir, { [FREE_POINTS_FLAG]: "true" }));
