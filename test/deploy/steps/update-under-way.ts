import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { paginateListFunctions } from "@aws-sdk/client-lambda";
import type { AwsClients } from "#test/deploy/aws.ts";
import { run, tailOf } from "#test/deploy/programs.ts";
import type { Surroundings } from "#test/deploy/run.ts";
import type { StepResult } from "#test/deploy/step-list.ts";

/** A journey begins this often until the update is over: a long one has to meet the moment. */
const JOURNEY_EVERY_MS = 3000;
const JOURNEY_SECONDS_MAX = 200;
const WATCH_MS = 250;

interface Journey {
  readonly begun: number;
  readonly ended: number;
}

/** What the account has of each function: its code and its variables. */
const functionsNow = async (aws: AwsClients): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for await (const { Functions: list = [] } of paginateListFunctions({ client: aws.lambda }, {})) {
    for (const { FunctionName: name = "", CodeSha256: code, Environment: environment } of list) {
      found.set(name, `${code} ${JSON.stringify(environment?.Variables)}`);
    }
  }
  return found;
};

/** Notes when functions change, until `isOver`. */
const watchFunctions = async (aws: AwsClients, isOver: () => boolean): Promise<ReadonlyMap<string, number>> => {
  let known = await functionsNow(aws);
  const changedAt = new Map<string, number>();
  while (!isOver()) {
    await delay(WATCH_MS);
    const now = await functionsNow(aws);
    for (const [name, state] of now) if (known.get(name) !== state) changedAt.set(name, Date.now());
    known = now;
  }
  return changedAt;
};

/** Begins journeys one after the other, until `isOver`. @throws Error with the output of one that failed */
const playJourneys = async (play: () => Promise<void>, isOver: () => boolean): Promise<readonly Journey[]> => {
  const journeys: Promise<Journey>[] = [];
  const journey = async (): Promise<Journey> => {
    const begun = Date.now();
    await play();
    return { begun, ended: Date.now() };
  };
  while (!isOver()) {
    const one = journey();
    one.catch(() => undefined);
    journeys.push(one);
    await delay(JOURNEY_EVERY_MS);
  }
  return Promise.all(journeys);
};

/**
 * Deploys a change while people join, hold and pay. Every journey has to reach its end, and one of them has to have begun before
 * the first function was replaced and ended after the last one.
 * @param update deploys the change
 * @param demo arguments of `npm run demo`
 */
export const updateUnderWay = async (
  aws: AwsClients,
  update: () => Promise<unknown>,
  demo: readonly string[],
  surroundings: Surroundings,
): Promise<StepResult> => {
  let isOver = false;
  const over = (): boolean => isOver;
  const play = async (): Promise<void> => {
    const { code, output } = await run(process.execPath, ["cli/demo.ts", ...demo], {
      ...surroundings,
      secondsMax: JOURNEY_SECONDS_MAX,
    });
    if (code !== 0) throw new Error(`A journey during the update failed:\n${tailOf(output)}`);
  };
  const [journeys, changedAt] = await Promise.all([
    playJourneys(play, over),
    watchFunctions(aws, over),
    update().finally(() => {
      isOver = true;
    }),
  ]);
  const moments = Array.from(changedAt.values());
  assert.notEqual(moments.length, 0, "The update changed no function.");
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const spanning = journeys.filter(({ begun, ended }) => begun < first && ended > last).length;
  assert.notEqual(
    spanning,
    0,
    `No journey of ${journeys.length} spans the update, so nothing is proven about traffic during it.`,
  );
  return {
    note: `${moments.length} functions replaced within ${Math.ceil((last - first) / 1000)} s, ${journeys.length} journeys, ${spanning} of them span it`,
  };
};
