import assert from "node:assert/strict";
import { ARCHITECTURE } from "#local/sam/container-view.ts";
import { type Counts, sum } from "#test/runner/counts.ts";
import { runJest } from "#test/runner/jest-run.ts";
import { runCommand } from "#test/runner/run-command.ts";
import { invokeHealth } from "#test/sam/invocation.ts";
import { makeImage } from "#test/sam/lambda-image.ts";
import { type Belongings, belongings, leftSince } from "#test/sam/leftovers.ts";
import { type SamService, startSam } from "#test/sam/sam-service.ts";
import type { Tools } from "#test/sam/tools.ts";

/** Of the conformance suite: a whole journey, tokens in headers, and a header of another name that must not get lost. */
const FILES = ["journey", "user-tokens", "idempotency"] as const;
/** Jest waits longer than on a service in one process: a first call starts a container. */
const TEST_TIMEOUT_MS = 120_000;

const ONE_PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
const ONE_FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

/** Runs one check and shows how it ended. */
const check = async (name: string, act: () => Promise<unknown>): Promise<Counts> => {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  try {
    await act();
    console.log(`ok      ${name}  ${seconds()}`);
    return ONE_PASSED;
  } catch (error) {
    console.log(`FAILED  ${name}  ${seconds()}\n${error instanceof Error ? error.message : String(error)}`);
    return ONE_FAILED;
  }
};

const invoke = async (): Promise<void> => {
  const response = (await invokeHealth()) as { readonly statusCode: number; readonly body: string };
  assert.equal(response.statusCode, 200);
  assert.equal((JSON.parse(response.body) as { readonly status: string }).status, "ok");
};

const demo = async ({ url }: SamService): Promise<void> => {
  const { code, output: text } = await runCommand(process.execPath, ["cli/demo.ts", "--url", url], { captured: true });
  assert.equal(code, 0, text);
  assert.match(text, /The journey is complete\./);
};

/** Whatever responds might not be in a container at all. */
const containersRun = async (before: Belongings): Promise<void> => {
  const { containers } = await belongings();
  assert.ok(
    containers.some((id) => !before.containers.includes(id)),
    "No container runs.",
  );
};

const conformance = async (file: (typeof FILES)[number], { url, issuer }: SamService): Promise<Counts> => {
  const started = performance.now();
  const counts = await runJest([`test/conformance/${file}.test.ts`, `--testTimeout=${TEST_TIMEOUT_MS}`], {
    CONFORMANCE_URL: url,
    CONFORMANCE_TOKEN_COMMAND: `"${process.execPath}" cli/token.ts --batch --issuer ${issuer}`,
  });
  const verdict = counts.failed === 0 && counts.passed > 0 ? "ok    " : "FAILED";
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${verdict}  conformance ${file}: ${counts.passed} passed, ${counts.failed} failed  ${seconds} s`);
  return counts.passed + counts.failed === 0 ? ONE_FAILED : counts;
};

/** Starts `npm run sam`, acts, ends it with a signal, and looks whether anything is left. */
const whileRunning = async (
  options: readonly string[],
  signal: "SIGINT" | "SIGTERM",
  act: (service: SamService) => Promise<readonly Counts[]>,
): Promise<readonly Counts[]> => {
  const before = await belongings();
  let service: SamService | undefined;
  const start = await check(`npm run sam ${options.join(" ")} starts on ${ARCHITECTURE}`, async () => {
    service = await startSam(options);
    await containersRun(before);
  });
  if (service === undefined) return [start];
  const { end } = service;
  const counts = await act(service);
  const ended = await check(`${signal} ends it, with no container and no network left`, async () => {
    await end(signal);
    assert.deepEqual(await leftSince(before), []);
  });
  return [start, ...counts, ended];
};

export const runChecks = async ({ runtimeClient }: Tools): Promise<Counts> => {
  const image = await check("an image is made of this machine's own files", () => makeImage(runtimeClient));
  if (image.failed > 0) return image;
  const invoked = await check("sam local invoke runs a function in it", invoke);
  const journeys = await whileRunning([], "SIGTERM", async (service) => {
    const counts = [await check("npm run demo completes its journey", () => demo(service))];
    for (const file of FILES) counts.push(await conformance(file, service));
    return counts;
  });
  const again = await whileRunning(["--seed", "none"], "SIGINT", () => Promise.resolve([]));
  return sum([image, invoked, ...journeys, ...again]);
};
