/** Delivers messages and changes of the stream to their functions: in time, late, twice, in any order. */
import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { handler as settleCharges } from "#functions/balance/handlers/check-top-ups.ts";
import { handler as expireHolds } from "#functions/reservations/handlers/expire-hold.ts";
import { handler as followReservations } from "#functions/reservations/handlers/on-reservation-change.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import type { InstrumentedInvocation, InvocationOptions } from "#test/histories/race/instrumented-invocation.ts";
import type { Message } from "#test/histories/race/messages-and-stream.ts";
import { shortId } from "#test/histories/race/requests.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

export interface Delivery {
  /** Its result: which of the records have to be delivered again. */
  readonly invocation: InstrumentedInvocation<{ readonly failed: readonly string[] }>;
  /** To be called when the invocation is over. */
  readonly conclude: () => Promise<void>;
}

const failedIn = (batch: { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }) => ({
  failed: batch.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
});

const messageText = ({ messageId, body }: Message): string => {
  const { reservationId, topUpId } = JSON.parse(body) as Readonly<{ reservationId?: string; topUpId?: string }>;
  return reservationId === undefined
    ? `message ${messageId} to settle top-up ${shortId(topUpId ?? "?")}`
    : `reminder ${messageId} of ${shortId(reservationId)}`;
};

/** The function that reads a message's queue. @throws Error for a queue that these tests don't know */
const readerOf = (message: Message) => {
  if (message.queueUrl === process.env[SQS_QUEUE_VARIABLES.holdExpiry]) return expireHolds;
  if (message.queueUrl === process.env[SQS_QUEUE_VARIABLES.topUpCheck]) return settleCharges;
  throw new Error(`No function in these tests reads ${message.queueUrl}.`);
};

export const deliverMessages = (
  sale: TestSale,
  messages: readonly [Message, ...Message[]],
  options: InvocationOptions = {},
): Delivery => {
  const event = {
    Records: messages.map(({ messageId, body }) => ({ messageId, body })),
  } as unknown as SQSEvent;
  const what = messages.map(messageText).join(" and ");
  const reader = readerOf(messages[0]);
  const invocation = sale.invoke(what, async () => failedIn(await reader(event)), options);
  const conclude = async (): Promise<void> => {
    const failed = await failedOf(sale, invocation);
    for (const message of messages) if (!failed.has(message.messageId)) message.isDone = !failed.has("all");
  };
  return { invocation, conclude };
};

/** The last message that was sent, which reminds of the end of a hold. */
export const lastReminder = ({ inTransit }: TestSale): Message => {
  const message = inTransit.messages.at(-1);
  if (message === undefined) throw new Error("No reminder was sent.");
  return message;
};

/** @param from where the batch begins; a batch that begins before the checkpoint is delivered again */
export const deliverChanges = (
  sale: TestSale,
  { from, count }: { readonly from: number; readonly count: number },
  options: InvocationOptions = {},
): Delivery => {
  const { inTransit } = sale;
  const records = inTransit.changes.slice(from, from + count);
  const event: DynamoDBStreamEvent = { Records: records };
  const what = `changes ${from + 1} to ${from + records.length} of the stream`;
  const invocation = sale.invoke(what, async () => failedIn(await followReservations(event)), options);
  const conclude = async (): Promise<void> => {
    const failed = await failedOf(sale, invocation);
    if (failed.has("all") || from > inTransit.checkpoint) return;
    const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""));
    inTransit.checkpoint = Math.max(inTransit.checkpoint, from + (first === -1 ? records.length : first));
  };
  return { invocation, conclude };
};

/** Nothing may fail without a fault: it would be delivered again for ever. */
const failedOf = async (sale: TestSale, invocation: Delivery["invocation"]): Promise<ReadonlySet<string>> => {
  const { what } = invocation;
  if (invocation.hasCrashed) {
    sale.note(`${what} → the machine is lost in call ${invocation.calls}`);
    return new Set(["all"]);
  }
  const { failed } = await invocation.result;
  sale.note(`${what} → ${failed.length === 0 ? "done" : `${failed.length} to deliver again`}`);
  assertInvariant("responses", failed.length === 0 || invocation.hasMetFault, () => `${what} failed without a fault`);
  return new Set(failed);
};

export const completeDelivery = async ({ invocation, conclude }: Delivery): Promise<void> => {
  await invocation.resume();
  await conclude();
};

const ROUNDS_MAX = 60;

/** Delivers all that is in transit, and lets the time pass that this takes. */
export const deliverEverything = async (sale: TestSale): Promise<void> => {
  const { inTransit } = sale;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { checkpoint, changes } = inTransit;
    if (checkpoint < changes.length) {
      await completeDelivery(deliverChanges(sale, { from: checkpoint, count: changes.length - checkpoint }));
      continue;
    }
    const due = inTransit.undelivered.filter(({ dueAt }) => dueAt <= sale.now);
    for (const [first, ...others] of Map.groupBy(due, ({ queueUrl }) => queueUrl).values()) {
      if (first !== undefined) await completeDelivery(deliverMessages(sale, [first, ...others]));
    }
    if (due.length > 0) continue;
    const [next] = inTransit.undelivered.toSorted((one, other) => one.dueAt - other.dueAt);
    if (next === undefined) return;
    sale.now = next.dueAt;
  }
  assertInvariant("responses", false, () => `messages are still in transit after ${ROUNDS_MAX} rounds`);
};
