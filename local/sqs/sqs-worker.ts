import { parentPort, workerData } from "node:worker_threads";
import { buildApp } from "fauxqs";

const { host, region } = workerData as { readonly host: string; readonly region: string };

// startFauxqs would listen on every network interface of the machine.
const app = buildApp({ logger: false, defaultRegion: region });
parentPort?.postMessage(await app.listen({ port: 0, host }));
