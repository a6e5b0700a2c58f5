/** What people ask for, and what they are told. */
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { charge } from "#functions/balance/charge.ts";
import { cancel } from "#functions/payments/cancel.ts";
import { pay } from "#functions/payments/pay.ts";
import { coolDownOfStage } from "#functions/reservations/cool-down-settings.ts";
import { extendHold } from "#functions/reservations/hold-extension.ts";
import { handler as releaseReservation } from "#functions/reservations/release-reservation.ts";
import { holdSeats } from "#functions/reservations/seat-hold.ts";
import { isOutage } from "#functions/shared/outage.ts";
import { Problem } from "#functions/shared/problems.ts";
import { EXTENSION_SECONDS, HOLD_SECONDS, LIMITS, type Person, type World } from "#test/histories/race/test-sale.ts";
import { tokenOf } from "#test/histories/race/user-tokens.ts";

export type Wish =
  | { readonly kind: "hold"; readonly seatIds: readonly string[] }
  | { readonly kind: "pay"; readonly reservationId: string }
  | { readonly kind: "cancel"; readonly reservationId: string; readonly seatIds: readonly string[] | undefined }
  | { readonly kind: "extend"; readonly reservationId: string }
  | { readonly kind: "release"; readonly reservationId: string }
  | { readonly kind: "charge"; readonly amount: number };

/** A repeat of a request has the same key. */
export interface Request {
  readonly person: Person;
  readonly key: string;
  readonly wish: Wish;
}

/** What was done, but for what differs between a first answer and its repeat. */
export type Result = Readonly<Record<string, unknown>>;

export type Answer =
  | { readonly kind: "done"; readonly result: Result; readonly isRepeat: boolean }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly evidence: Readonly<Record<string, unknown>>;
      readonly isRepeat: boolean;
    }
  /** Come again: others are at the same items, or a service did not answer. */
  | { readonly kind: "busy"; readonly code: string }
  /** A 500, which nobody should ever see. */
  | { readonly kind: "failed"; readonly reason: string };

const COOL_DOWN = coolDownOfStage();

const BUSY: ReadonlySet<string> = new Set([
  "REQUEST_IN_PROGRESS",
  "TOO_MANY_REQUESTS",
  "GATEWAY_TIMEOUT",
  "UNAVAILABLE",
]);

/** Carries a request out, as its handler does. Never rejects. */
export const answerTo = async (world: World, request: Request): Promise<Answer> => {
  try {
    return await carryOut(world, request);
  } catch (error) {
    if (error instanceof Problem) {
      if (BUSY.has(error.code)) return { kind: "busy", code: error.code };
      const { code, evidence } = error;
      return { kind: "refused", code, evidence, isRepeat: error.headers["idempotency-replayed"] !== undefined };
    }
    if (isOutage(error)) return { kind: "busy", code: "UNAVAILABLE" };
    return { kind: "failed", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

const carryOut = async (world: World, { person, key, wish }: Request): Promise<Answer> => {
  const { userId, pass } = person;
  switch (wish.kind) {
    case "hold": {
      const { performance } = world;
      const { reservation, isRepeat } = await holdSeats({
        performance,
        wish: { seatIds: wish.seatIds, accessible: false },
        pass,
        idempotencyKey: key,
        holdSeconds: HOLD_SECONDS,
        coolDown: COOL_DOWN,
      });
      const { reservationId, seatIds, amount, expiresAt } = reservation;
      return { kind: "done", result: { reservationId, seatIds, amount, expiresAt }, isRepeat };
    }
    case "pay": {
      const { payment, isRepeat } = await pay({ reservationId: wish.reservationId, userId, idempotencyKey: key });
      const { paymentId, amount, balanceAfter, entrySeq, paidAt } = payment;
      return { kind: "done", result: { paymentId, amount, balanceAfter, entrySeq, paidAt }, isRepeat };
    }
    case "cancel": {
      const { reservationId, seatIds } = wish;
      const { refund, isRepeat } = await cancel({ reservationId, seatIds, userId, idempotencyKey: key });
      return { kind: "done", result: { ...refund }, isRepeat };
    }
    case "charge": {
      const { entry, isRepeat } = await charge({ userId, amount: wish.amount, idempotencyKey: key, ...LIMITS });
      return { kind: "done", result: { ...entry }, isRepeat };
    }
    case "extend": {
      const { expiresAt } = await extendHold(wish.reservationId, userId, EXTENSION_SECONDS);
      return { kind: "done", result: { expiresAt }, isRepeat: false };
    }
    case "release":
      return release(userId, wish.reservationId);
  }
};

const NO_HURRY = { getRemainingTimeInMillis: () => 600_000 } as Context;

const release = async (userId: string, reservationId: string): Promise<Answer> => {
  const event = {
    headers: { authorization: `Bearer ${await tokenOf(userId)}` },
    requestContext: { requestId: "release" },
    pathParameters: { reservationId },
  } as unknown as APIGatewayProxyEventV2;
  const { statusCode = 500, body } = await releaseReservation(event, NO_HURRY);
  if (statusCode === 204) return { kind: "done", result: {}, isRepeat: false };
  const problem = JSON.parse(body ?? "{}") as { readonly code: string; readonly reservationStatus?: string };
  if (BUSY.has(problem.code)) return { kind: "busy", code: problem.code };
  if (statusCode >= 500) return { kind: "failed", reason: `${statusCode} ${problem.code}` };
  return { kind: "refused", code: problem.code, evidence: {}, isRepeat: false };
};

export const requestText = ({ person, key, wish }: Request): string => {
  const who = `${person.name} (${key})`;
  switch (wish.kind) {
    case "hold":
      return `${who} holds ${wish.seatIds.join(", ")}`;
    case "pay":
      return `${who} pays ${shortId(wish.reservationId)}`;
    case "cancel":
      return `${who} gives ${wish.seatIds?.join(", ") ?? "all"} of ${shortId(wish.reservationId)} back`;
    case "extend":
      return `${who} extends ${shortId(wish.reservationId)}`;
    case "release":
      return `${who} releases ${shortId(wish.reservationId)}`;
    case "charge":
      return `${who} charges ${wish.amount} won`;
  }
};

const ID_SHOWN = 8;
export const shortId = (id: string): string => id.slice(0, ID_SHOWN);

export const answerText = (answer: Answer): string => {
  switch (answer.kind) {
    case "done": {
      const { reservationId } = answer.result;
      const made = typeof reservationId === "string" ? ` (${shortId(reservationId)})` : "";
      return `${answer.isRepeat ? "done before" : "done"}${made}`;
    }
    case "refused":
      return `${answer.code}${answer.isRepeat ? ", as before" : ""}`;
    case "busy":
      return `${answer.code}, asks to come again`;
    case "failed":
      return `failed: ${answer.reason}`;
  }
};
