import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { paginateListFunctions } from "@aws-sdk/client-lambda";
import { Semaphore } from "#local/semaphore.ts";
import type { AwsClients } from "#test/deploy/aws.ts";
import { run, tailOf } from "#test/deploy/programs.ts";
import type { Run } from "#test/deploy/run.ts";
import type { Sale } from "#test/deploy/sale.ts";
import type { StepResult } from "#test/deploy/step-list.ts";

/** A journey begins this often until the update is over, so that some are under way in its moment. */
const JOURNEY_EVERY_MS = 3000;
const JOURNEYS_AT_ONCE = 4;
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
  const turns = new Semaphore(JOURNEYS_AT_ONCE);
  while (!isOver()) {
    const one = turns.run(journey);
    one.catch(() => undefined);
    journeys.push(one);
    await delay(JOURNEY_EVERY_MS);
    while (turns.waiting > 0) await delay(WATCH_MS);
  }
  return Promise.all(journeys);
};

/** Somebody who holds a seat, and pays for it when the update is over. */
const patientBuyer = async ({ performanceId, admitted }: Sale): Promise<{ readonly pay: () => Promise<void> }> => {
  const buyer = admitted.at(-1);
  if (buyer === undefined) throw new Error("Nobody was admitted.");
  const { client, queueToken } = buyer;
  const { body: hold } = await client.call("holdSeats", {
    params: { performanceId },
    body: { seatIds: ["A-1-2"] },
    queueToken,
    idempotencyKey: randomUUID(),
  });
  return {
    pay: async () => {
      await client.call("topUpBalance", { body: { amount: hold.amount }, idempotencyKey: randomUUID() });
      const params = { reservationId: hold.reservationId };
      const { body: receipt } = await client.call("payReservation", { params, idempotencyKey: randomUUID() });
      assert.deepEqual(
        receipt.seats.map(({ seatId }) => seatId),
        ["A-1-2"],
      );
    },
  };
};

/**
 * Deploys a change while people join, hold and pay. All journeys have to reach their end. One of them has held a seat before the
 * update and pays after it; some others have to be under way in the moment in which functions are replaced.
 * @param update deploys the change
 * @param demo arguments of `npm run demo`
 */
export const updateUnderWay = async (
  { aws, surroundings }: Pick<Run, "aws" | "surroundings">,
  update: () => Promise<unknown>,
  demo: readonly string[],
  sale: Sale,
): Promise<StepResult> => {
  let isOver = false;
  const over = (): boolean => isOver;
  const play = async (): Promise<void> => {
    const options = { ...surroundings, secondsMax: JOURNEY_SECONDS_MAX };
    const { code, output } = await run(process.execPath, ["cli/demo.ts", ...demo], options);
    if (code !== 0) throw new Error(`A journey during the update failed:\n${tailOf(output)}`);
  };
  const buyer = await patientBuyer(sale);
  const [journeys, changedAt] = await Promise.all([
    playJourneys(play, over),
    watchFunctions(aws, over),
    update().finally(() => {
      isOver = true;
    }),
  ]);
  await buyer.pay();
  const moments = Array.from(changedAt.values());
  assert.notEqual(moments.length, 0, "The update changed no function.");
  const first = Math.min(...moments);
  const caught = journeys.filter(({ begun, ended }) => begun < first && ended > first).length;
  assert.notEqual(caught, 0, `None of ${journeys.length} journeys was under way when the first function was replaced.`);
  return {
    note: `${moments.length} functions replaced, ${caught} of ${journeys.length} journeys under way, a seat held before and paid after`,
  };
};
