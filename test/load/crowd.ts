/** `npm run crowd`: sends a crowd to one concert over HTTP alone, and checks the queue's invariants. */
import "#cli/node-version.mjs";
import { printStep } from "#local/service/progress.ts";
import { gatherCrowd } from "#test/load/gather-crowd.ts";
import { brokenInvariants } from "#test/load/invariants.ts";
import { type CrowdOptions, HELP, readCrowdOptions } from "#test/load/options.ts";
import { showProgress } from "#test/load/progress.ts";
import { runCrowd } from "#test/load/run-crowd.ts";
import type { Target } from "#test/load/sign-in.ts";
import { summary } from "#test/load/summary.ts";
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
const runAt = async (target: Target, options: CrowdOptions): Promise<readonly string[]> => {
  const { users, maxActive, secondsMax } = options;
  const end = new AbortController();
  // `unref`: a run that has ended does not wait for the rest of the time.
  setTimeout(() => end.abort(new Error(`not done after ${secondsMax} s`)), secondsMax * 1000).unref();
  const crowd = await printStep(`${users} people signed in, sale open`, gatherCrowd(options, target, end.signal));

  const startedMs = performance.now();
  const endProgress = showProgress(crowd);
  const unfinished = await runCrowd(crowd).finally(endProgress);

  console.log(`\n${summary(crowd, maxActive, (performance.now() - startedMs) / 1000)}\n`);
  return [
    ...unfinished,
    ...failedExchanges([...crowd.traffic, ...crowd.watchTraffic]),
    ...brokenInvariants(crowd.journal.seen, {
      maxActive,
      claimSeconds: CLAIM_SECONDS,
      users: crowd.visitors.map(({ person }) => person.name),
    }),
  ];
};

const run = async (options: CrowdOptions): Promise<readonly string[]> => {
  if (options.target !== undefined) return runAt(options.target, options);
  const service = await printStep("local service started", startLocalService(["--tick-seconds", "1"]));
  try {
    return await runAt(service, options);
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
