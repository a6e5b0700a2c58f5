/** Hands messages and changes over to the functions that wait for them: in time, late, twice, in any order. */
import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { handler as settleCharges } from "#functions/balance/settle-charge.ts";
import { handler as expireHolds } from "#functions/reservations/expire-hold.ts";
import { handler as followReservations } from "#functions/reservations/follow-reservations.ts";
import { QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import type { Run, RunOptions } from "#test/histories/race/instrumented-invocation.ts";
import type { Message } from "#test/histories/race/messages-and-stream.ts";
import { holds } from "#test/histories/race/promise.ts";
import { shortId } from "#test/histories/race/requests.ts";
import type { World } from "#test/histories/race/test-sale.ts";

/** What came of a delivery: how many of its records have to come again. */
export interface Delivery {
  readonly run: Run<{ readonly failed: readonly string[] }>;
  /** To be called when it is over. */
  readonly conclude: () => Promise<void>;
}

const failedIn = (batch: { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }) => ({
  failed: batch.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
});

const messageText = ({ messageId, body }: Message): string => {
  const { reservationId, chargeId } = JSON.parse(body) as Readonly<{ reservationId?: string; chargeId?: string }>;
  return reservationId === undefined
    ? `look ${messageId} at charge ${shortId(chargeId ?? "?")}`
    : `reminder ${messageId} of ${shortId(reservationId)}`;
};

/** Who reads each queue; a message of another queue is a mistake of this suite. */
const readerOf = (message: Message) => {
  if (message.queueUrl === process.env[QUEUE_VARIABLES.holdExpiry]) return expireHolds;
  if (message.queueUrl === process.env[QUEUE_VARIABLES.chargeSettlement]) return settleCharges;
  throw new Error(`Nobody in this suite reads ${message.queueUrl}.`);
};

export const deliverMessages = (
  world: World,
  messages: readonly [Message, ...Message[]],
  options: RunOptions = {},
): Delivery => {
  const event = {
    Records: messages.map(({ messageId, body }) => ({ messageId, body })),
  } as unknown as SQSEvent;
  const what = messages.map(messageText).join(" and ");
  const reader = readerOf(messages[0]);
  const run = world.run(what, async () => failedIn(await reader(event)), options);
  const conclude = async (): Promise<void> => {
    const failed = await failedOf(world, run);
    for (const message of messages) if (!failed.has(message.messageId)) message.isDone = !failed.has("all");
  };
  return { run, conclude };
};

/** @param from where the batch begins; a batch before the checkpoint is one that comes again */
export const deliverChanges = (
  world: World,
  { from, count }: { readonly from: number; readonly count: number },
  options: RunOptions = {},
): Delivery => {
  const { mail } = world;
  const records = mail.changes.slice(from, from + count);
  const event: DynamoDBStreamEvent = { Records: records };
  const what = `changes ${from + 1} to ${from + records.length} of the stream`;
  const run = world.run(what, async () => failedIn(await followReservations(event)), options);
  const conclude = async (): Promise<void> => {
    const failed = await failedOf(world, run);
    if (failed.has("all") || from > mail.checkpoint) return;
    const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""));
    mail.checkpoint = Math.max(mail.checkpoint, from + (first === -1 ? records.length : first));
  };
  return { run, conclude };
};

/** Nothing may fail but by a fault: what fails without one would come back for ever. */
const failedOf = async (world: World, run: Delivery["run"]): Promise<ReadonlySet<string>> => {
  if (run.invocation.hasCrashed) {
    world.tell(`${run.what} → the machine is lost in call ${run.calls}`);
    return new Set(["all"]);
  }
  const { failed } = await run.invocation.answer;
  world.tell(`${run.what} → ${failed.length === 0 ? "done" : `${failed.length} to come again`}`);
  holds("answers", failed.length === 0 || run.hasFailed, () => `${run.what} failed, with nothing in its way`);
  return new Set(failed);
};

const ROUNDS_MAX = 60;

/** Lets all that is under way arrive, and the time pass that it takes. */
export const settle = async (world: World): Promise<void> => {
  const { mail } = world;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (mail.checkpoint < mail.changes.length) {
      await carryOut(deliverChanges(world, { from: mail.checkpoint, count: mail.changes.length - mail.checkpoint }));
      continue;
    }
    const due = mail.undelivered.filter(({ dueAt }) => dueAt <= world.now);
    for (const [first, ...others] of Map.groupBy(due, ({ queueUrl }) => queueUrl).values()) {
      if (first !== undefined) await carryOut(deliverMessages(world, [first, ...others]));
    }
    if (due.length > 0) continue;
    const [next] = mail.undelivered.toSorted((one, other) => one.dueAt - other.dueAt);
    if (next === undefined) return;
    world.now = next.dueAt;
  }
  holds("answers", false, () => `messages still come and go after ${ROUNDS_MAX} rounds`);
};

export const carryOut = async ({ run, conclude }: Delivery): Promise<void> => {
  await run.goOn();
  await conclude();
};
