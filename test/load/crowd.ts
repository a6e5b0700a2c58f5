/** `npm run crowd`: sends a crowd to one concert over HTTP alone, and checks the queue's invariants. */
import "#cli/node-version.mjs";
import { printStep } from "#local/service/progress.ts";
import { type Edge, startEdge } from "#test/load/edge/edge-server.ts";
import { gatherCrowd } from "#test/load/gather-crowd.ts";
import { brokenInvariants } from "#test/load/invariants.ts";
import { type CrowdOptions, HELP, readCrowdOptions } from "#test/load/options.ts";
import { showProgress } from "#test/load/progress.ts";
import { runCrowd, TimeIsUp } from "#test/load/run-crowd.ts";
import type { Target } from "#test/load/sign-in.ts";
import { edgeSummary, summary } from "#test/load/summary.ts";
import { CLAIM_SECONDS } from "#test/load/test-sale.ts";
import { failedExchanges } from "#test/load/traffic.ts";
import { endServices, startLocalService } from "#test/runner/local-service.ts";

/** Only the first signal is handled: a second one would end the service at once and leave its files behind. */
let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (!isEnding) void endServices().finally(() => process.exit(130));
    isEnding = true;
  });
}

/** Runs the crowd and prints a summary. @returns the failures */
const runAt = async (target: Target, options: CrowdOptions, edge?: Edge): Promise<readonly string[]> => {
  const { users, maxActive, secondsMax, joinSeconds, waitingSeconds } = options;
  const end = new AbortController();
  // `unref`: a run that has ended does not wait for the rest of the time.
  setTimeout(() => end.abort(new Error(`not done after ${secondsMax} s`)), secondsMax * 1000).unref();
  const crowd = await printStep(
    `${users} people signed in, sale open`,
    gatherCrowd(options, target, end.signal, edge?.urls),
  );

  if (waitingSeconds !== undefined) setTimeout(() => end.abort(new TimeIsUp()), waitingSeconds * 1000).unref();
  const startedMs = performance.now();
  const load = performance.eventLoopUtilization();
  const endProgress = showProgress(crowd);
  const unfinished = await runCrowd(crowd, joinSeconds).finally(endProgress);

  console.log(`\n${summary(crowd, maxActive, (performance.now() - startedMs) / 1000)}\n`);
  if (edge !== undefined) console.log(`${edgeSummary(edge, performance.eventLoopUtilization(load).utilization)}\n`);
  return [
    ...unfinished,
    ...failedExchanges([...crowd.traffic, ...crowd.watchTraffic]),
    ...brokenInvariants(crowd.journal.seen, {
      maxActive,
      claimSeconds: CLAIM_SECONDS,
      users: crowd.visitors.map(({ person }) => person.name),
      isCutShort: waitingSeconds !== undefined,
    }),
  ];
};

/** Runs the crowd, through an edge if the options want one. */
const runThroughEdge = async (target: Target, options: CrowdOptions): Promise<readonly string[]> => {
  if (options.locations === undefined) return runAt(target, options);
  const edge = await startEdge({ origin: target.url, locations: options.locations });
  try {
    return await runAt(target, options, edge);
  } finally {
    await edge.stop();
  }
};

const run = async (options: CrowdOptions): Promise<readonly string[]> => {
  if (options.target !== undefined) return runThroughEdge(options.target, options);
  const service = await printStep("local service started", startLocalService(["--tick-seconds", "1"]));
  try {
    return await runThroughEdge(service, options);
  } finally {
    await service.stop();
  }
};

try {
  const options = readCrowdOptions();
  if (options === undefined) {
    console.log(HELP);
  } else {
    const failures = await run(options);
    for (const failure of failures) console.log(`FAILED  ${failure}`);
    if (failures.length === 0) console.log("ok");
    process.exitCode = failures.length === 0 ? 0 : 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
