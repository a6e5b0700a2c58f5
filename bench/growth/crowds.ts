/** Steps of a queue with more and more people waiting in it. Import once the environment of the tables is set. */
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type GrownStep, measureStep } from "#bench/growth/grown-step.ts";
import { numberArrivals } from "#functions/queue/number-arrivals.ts";
import { readPlaceStatus } from "#functions/queue/place-status.ts";
import { PLACE_KEPT_SECONDS, placeKey } from "#functions/queue/place-store.ts";
import { readQueue, takeArrivals } from "#functions/queue/queue-store.ts";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { systemClock } from "#functions/shared/time.ts";
import { claim, createSale, people, queueOf, tickNow } from "#test/integration/support/sale.ts";

const BATCH = 25;
const BATCHES_AT_ONCE = 8;
const JOINS = 10;
const ADMITTED = 10;
const TIMES = 20;

/** Puts people in the queue as numbering does, but many at a time. */
const fill = async (concertId: string, userIds: readonly string[]): Promise<void> => {
  const { first = 0 } = (await takeArrivals(concertId, "GENERAL", userIds.length)) ?? {};
  const joinedAt = systemClock();
  const items = userIds.map((userId, index) => ({
    ...placeKey(concertId, userId),
    concertId,
    userId,
    generation: 1,
    arrival: first + index,
    joinedAt,
    ttl: joinedAt + PLACE_KEPT_SECONDS,
  }));
  const batches = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );
  const write = async (batch: readonly (typeof items)[number][]): Promise<void> => {
    const requests = batch.map((Item) => ({ PutRequest: { Item } }));
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [tableNamed("queue")]: requests } }));
  };
  await forEachLimit(batches, BATCHES_AT_ONCE, write, (error) => {
    throw error;
  });
};

export const crowdSteps = async (waiting: number): Promise<readonly GrownStep[]> => {
  const { concertId } = await createSale({ settings: { maxActive: 10_000, admitPerTick: ADMITTED } });
  const users = people(waiting);
  await fill(concertId, users);
  const last = users.at(-1) ?? "";
  const batch = () => {
    const joinedAt = systemClock();
    return people(JOINS).map((userId) => ({
      messageId: userId,
      body: { concertId, userId, lane: "GENERAL", generation: 1, joinedAt } as const,
    }));
  };
  let joins = batch();
  let admitted = 0;
  const step = { size: waiting, times: TIMES } as const;
  return [
    await measureStep({
      ...step,
      step: `numbering ${JOINS} joins`,
      before: () => {
        joins = batch();
      },
      act: () => numberArrivals(joins),
    }),
    await measureStep({ ...step, step: "reading the queue", act: () => readQueue(concertId) }),
    await measureStep({
      ...step,
      step: "reading one's own place",
      act: async () => readPlaceStatus(await queueOf(concertId), last, undefined, systemClock()),
    }),
    await measureStep({ ...step, step: `a tick that admits ${ADMITTED}`, act: () => tickNow(concertId) }),
    await measureStep({
      ...step,
      step: "a claim",
      act: async () => {
        await claim(concertId, users[admitted] ?? "");
        admitted += 1;
      },
    }),
  ];
};
