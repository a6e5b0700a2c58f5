import { existsSync } from "node:fs";
import { startEngine } from "#local/dynamodb/dynamodb-engine.ts";
import type { Counts } from "#test/runner/counts.ts";
import { startGrantCheck } from "#test/runner/grant-check.ts";
import { runJest } from "#test/runner/jest-run.ts";
import { type LocalService, startLocalService } from "#test/runner/local-service.ts";
import { shareEngine } from "#test/support/shared-engine.ts";

/** One kind of test, in its own folder. */
export interface Part {
  readonly name: string;
  readonly what: string;
  /** The reason why it can't run on this machine, if there is one. */
  readonly obstacle?: () => string | undefined;
  readonly run: () => Promise<Counts>;
}

export const CHROMIUM = "/usr/bin/chromium";
/** The same engine without windows: a page takes two thirds of the processor time in it. Used where it is installed. */
const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";
/** These tests mostly wait for turns, so more files than processors run at once. */
const FILES_AT_ONCE = ["--maxWorkers=4"];
/** Each file has a Chromium of its own. Half of the time it waits for a tick, a look or the end of a hold. */
const BROWSERS_AT_ONCE = ["--maxWorkers=3"];
const HOLD_EXPIRY = "test/conformance/hold-expiry.test.ts";

const sharingEngine = async (folder: string): Promise<Counts> => {
  const engine = await shareEngine();
  try {
    return await runJest([folder], engine.environment);
  } finally {
    await engine.stop();
  }
};

const withService = async (
  options: readonly string[],
  tests: (service: LocalService) => Promise<Counts>,
): Promise<Counts> => {
  const service = await startLocalService(["--tick-seconds", "1", ...options]);
  try {
    return await tests(service);
  } finally {
    await service.stop();
  }
};

/**
 * Runs tests on a service whose functions may do to tables what their rights in AWS allow, and nothing else.
 * @throws Error naming what a function tried beyond that
 */
const withGrantsChecked = async (tests: (options: readonly string[]) => Promise<Counts>): Promise<Counts> => {
  const engine = await startEngine();
  const check = await startGrantCheck(engine.endpoint);
  try {
    const counts = await tests(["--dynamodb", check.endpoint]);
    const refused = [...new Set(check.refused())];
    if (refused.length > 0) throw new Error(`Functions lack rights that they use:\n${refused.join("\n")}`);
    return counts;
  } finally {
    await check.stop();
    await engine.stop();
  }
};

const conformance = (selection: readonly string[], { url, issuer }: LocalService): Promise<Counts> =>
  runJest([...selection, ...FILES_AT_ONCE], {
    CONFORMANCE_URL: url,
    CONFORMANCE_TOKEN_COMMAND: `"${process.execPath}" cli/token.ts --batch --issuer ${issuer}`,
  });

/** Long enough to choose and to begin to pay, short enough to wait for its end. */
const SHORT_HOLDS = ["--hold-seconds", "30"];

const inBrowser = (): Promise<Counts> =>
  withService([], (service) =>
    withService(SHORT_HOLDS, (shortHolds) =>
      runJest(["test/browser/", ...BROWSERS_AT_ONCE], {
        CHROMIUM,
        ...(existsSync(HEADLESS_SHELL) && { CHROMIUM_HEADLESS_SHELL: HEADLESS_SHELL }),
        BROWSER_URL: service.url,
        BROWSER_ISSUER: service.issuer,
        BROWSER_SHORT_HOLDS_URL: shortHolds.url,
        BROWSER_SHORT_HOLDS_ISSUER: shortHolds.issuer,
      }),
    ),
  );

/** In the order in which they run: the fastest to fail come first. */
export const PARTS: readonly Part[] = [
  { name: "unit", what: "single rules and modules", run: () => runJest(["test/unit/"]) },
  { name: "property", what: "rules, with random input", run: () => runJest(["test/property/"]) },
  { name: "stack", what: "the synthesized template", run: () => sharingEngine("test/stack/") },
  {
    name: "integration",
    what: "stores and use cases on DynamoDB Local",
    run: () => sharingEngine("test/integration/"),
  },
  { name: "local", what: "the local service's own parts", run: () => runJest(["test/local/"]) },
  {
    name: "conformance",
    what: "the contract over HTTP, on the local service",
    run: () =>
      withGrantsChecked((options) =>
        withService(options, (service) =>
          conformance(["test/conformance/", "--testPathIgnorePatterns", HOLD_EXPIRY], service),
        ),
      ),
  },
  {
    name: "hold-expiry",
    what: "holds of 3 seconds, without the function expireHold",
    run: () =>
      withService(["--hold-seconds", "3", "--without", "expireHold"], (service) => conformance([HOLD_EXPIRY], service)),
  },
  {
    name: "browser",
    what: "pages in Chromium, on the local service",
    obstacle: () => (existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is not installed`),
    run: inBrowser,
  },
];
