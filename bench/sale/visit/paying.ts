/** Topping up, paying and reading the receipt; or giving the seats back. */
import { randomUUID } from "node:crypto";
import type { Plan } from "#bench/sale/people/plans.ts";
import type { Caller } from "#bench/sale/visit/caller.ts";
import type { Reservation } from "#bench/sale/visit/holding.ts";
import type { CallResult } from "#client/call-types.ts";
import { ProblemError } from "#client/problem-error.ts";

export type Receipt = CallResult<"readPayment">["body"];

const payTooEarly = async (caller: Caller, reservationId: string): Promise<void> => {
  const request = { params: { reservationId }, idempotencyKey: randomUUID() };
  const outcome = await caller
    .persist("pay without balance", (client, signal) => client.call("payReservation", { ...request, signal }))
    .catch((error: unknown) => error);
  if (outcome instanceof ProblemError && outcome.code === "INSUFFICIENT_BALANCE") return;
  throw outcome instanceof Error ? outcome : new Error("A payment without balance was accepted.");
};

/** Tops up what the seats cost, after a payment that is refused if the plan is to try that first. */
export const topUp = async (caller: Caller, plan: Plan, { reservationId, amount }: Reservation): Promise<void> => {
  await caller.think();
  if (plan.paysFirst) await payTooEarly(caller, reservationId);
  const request = { body: { amount }, idempotencyKey: randomUUID() };
  await caller.persist("top up", (client, signal) => client.call("topUpBalance", { ...request, signal }));
  await caller.think();
};

/** @returns the receipt, which is the answer to a payment */
export const pay = async (caller: Caller, { reservationId }: Reservation): Promise<Receipt> => {
  const request = { params: { reservationId }, idempotencyKey: randomUUID() };
  return (await caller.persist("pay", (client, signal) => client.call("payReservation", { ...request, signal }))).body;
};

export const readReceipt = async (caller: Caller, { paymentId }: Receipt): Promise<Receipt> => {
  const params = { paymentId };
  return (await caller.persist("receipt", (client, signal) => client.call("readPayment", { params, signal }))).body;
};

export const release = async (caller: Caller, { reservationId }: Reservation): Promise<void> => {
  await caller.think();
  const params = { reservationId };
  await caller.persist("release", (client, signal) => client.call("releaseReservation", { params, signal }));
};
