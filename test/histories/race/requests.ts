/** What people request, carried out by the real use cases, and the response. */
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { topUpBalance } from "#functions/balance/top-up-balance.ts";
import { cancelReservation } from "#functions/payments/cancel-reservation.ts";
import { payReservation } from "#functions/payments/pay-reservation.ts";
import { changeReservation } from "#functions/reservations/change-reservation.ts";
import { extendHold } from "#functions/reservations/extend-hold.ts";
import { handler as releaseReservation } from "#functions/reservations/handlers/release-reservation.ts";
import { holdSeats } from "#functions/reservations/hold-seats.ts";
import { COOL_DOWN_SETTINGS } from "#functions/reservations/rules/cool-down.ts";
import { Problem } from "#functions/shared/problem.ts";
import { setting, settings } from "#functions/shared/settings.ts";
import { isTransient } from "#functions/shared/transient-error.ts";
import { deriveSigningKey } from "#functions/signing/signing-key.ts";
import {
  EXTENSION_SECONDS,
  HOLD_SECONDS,
  LIMITS,
  type Person,
  type PriceTypeName,
  type TestSale,
} from "#test/histories/race/test-sale.ts";
import { userTokenOf } from "#test/histories/race/user-tokens.ts";

/** A key at hand, so that a payment makes the same calls whether its function has signed before or not. */
const SIGNING_KEY = deriveSigningKey("a secret for the races, as long as a secret of the service has to be");

export type Operation =
  | { readonly kind: "hold"; readonly seatIds: readonly string[] }
  | { readonly kind: "pay"; readonly reservationId: string }
  | { readonly kind: "cancel"; readonly reservationId: string; readonly seatIds: readonly string[] | undefined }
  | {
      readonly kind: "change";
      readonly reservationId: string;
      readonly seatIds: readonly string[];
      readonly priceType: PriceTypeName;
    }
  | { readonly kind: "extend"; readonly reservationId: string }
  | { readonly kind: "release"; readonly reservationId: string }
  | { readonly kind: "top-up"; readonly amount: number };

/** A repeated request has the same key. */
export interface ClientRequest {
  readonly person: Person;
  readonly key: string;
  readonly operation: Operation;
}

/** What was done, without what differs between a first response and a repeated one. */
export type Result = Readonly<Record<string, unknown>>;

export type ClientResponse =
  | { readonly kind: "done"; readonly result: Result; readonly isRepeat: boolean }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly evidence: Readonly<Record<string, unknown>>;
      readonly isRepeat: boolean;
    }
  /** Asks to try again: others are at the same items, or a service did not respond. */
  | { readonly kind: "busy"; readonly code: string }
  /** A 500, which nobody should ever see. */
  | { readonly kind: "failed"; readonly reason: string };

const HOLDS_PER_PASS_MAX = setting("holdsPerPassMax");
const COOL_DOWN = settings(COOL_DOWN_SETTINGS);

const BUSY: ReadonlySet<string> = new Set([
  "REQUEST_IN_PROGRESS",
  "TOO_MANY_REQUESTS",
  "PAYMENT_PENDING",
  "UNAVAILABLE",
]);

/** Carries out a request, as its handler does. Never rejects. */
export const respondTo = async (sale: TestSale, request: ClientRequest): Promise<ClientResponse> => {
  try {
    return await carryOut(sale, request);
  } catch (error) {
    if (error instanceof Problem) {
      if (BUSY.has(error.code)) return { kind: "busy", code: error.code };
      const { code, evidence } = error;
      return { kind: "refused", code, evidence, isRepeat: error.headers["idempotency-replayed"] !== undefined };
    }
    if (isTransient(error)) return { kind: "busy", code: "UNAVAILABLE" };
    return { kind: "failed", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

const carryOut = async (sale: TestSale, { person, key, operation }: ClientRequest): Promise<ClientResponse> => {
  const { userId } = person;
  switch (operation.kind) {
    case "hold": {
      const { reservation, isRepeat } = await holdSeats({
        performance: sale.performance,
        wish: { seatIds: operation.seatIds, accessible: false },
        queueToken: person.token,
        idempotencyKey: key,
        holdSeconds: HOLD_SECONDS,
        holdsPerPassMax: HOLDS_PER_PASS_MAX,
        coolDown: COOL_DOWN,
      });
      const { reservationId, seatIds, amount, expiresAt } = reservation;
      return { kind: "done", result: { reservationId, seatIds, amount, expiresAt }, isRepeat };
    }
    case "pay": {
      const { payment, isRepeat } = await payReservation({
        reservationId: operation.reservationId,
        userId,
        idempotencyKey: key,
        signingKey: () => Promise.resolve(SIGNING_KEY),
      });
      const { paymentId, amount, balanceAfter, entrySeq, paidAt } = payment;
      return { kind: "done", result: { paymentId, amount, balanceAfter, entrySeq, paidAt }, isRepeat };
    }
    case "cancel": {
      const { reservationId, seatIds } = operation;
      const { refund, isRepeat } = await cancelReservation({ reservationId, seatIds, userId, idempotencyKey: key });
      return { kind: "done", result: { ...refund }, isRepeat };
    }
    case "top-up": {
      const { entry, isRepeat } = await topUpBalance({
        userId,
        amount: operation.amount,
        idempotencyKey: key,
        ...LIMITS,
      });
      return { kind: "done", result: { ...entry }, isRepeat };
    }
    case "change": {
      const { reservationId, seatIds, priceType } = operation;
      const priceTypes = Object.fromEntries(seatIds.map((seatId) => [seatId, priceType]));
      const change = { reservationId, userId, priceTypes, promotionCode: undefined };
      const { amount } = await changeReservation(change);
      return { kind: "done", result: { amount }, isRepeat: false };
    }
    case "extend": {
      const { expiresAt } = await extendHold(
        { reservationId: operation.reservationId, userId },
        { extensionSeconds: EXTENSION_SECONDS, extensionsMax: 1 },
      );
      return { kind: "done", result: { expiresAt }, isRepeat: false };
    }
    case "release":
      return release(userId, operation.reservationId);
  }
};

const NO_HURRY = { getRemainingTimeInMillis: () => 600_000 } as Context;

const release = async (userId: string, reservationId: string): Promise<ClientResponse> => {
  const event = {
    headers: { authorization: `Bearer ${await userTokenOf(userId)}` },
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

export const requestText = ({ person, key, operation }: ClientRequest): string => {
  const subject = `${person.name} (${key})`;
  switch (operation.kind) {
    case "hold":
      return `${subject} holds ${operation.seatIds.join(", ")}`;
    case "pay":
      return `${subject} pays ${shortId(operation.reservationId)}`;
    case "cancel":
      return `${subject} cancels ${operation.seatIds?.join(", ") ?? "all"} of ${shortId(operation.reservationId)}`;
    case "change":
      return `${subject} makes ${operation.seatIds.join(", ")} of ${shortId(operation.reservationId)} ${operation.priceType}`;
    case "extend":
      return `${subject} extends ${shortId(operation.reservationId)}`;
    case "release":
      return `${subject} releases ${shortId(operation.reservationId)}`;
    case "top-up":
      return `${subject} tops up ${operation.amount} won`;
  }
};

const ID_SHOWN = 8;
export const shortId = (id: string): string => id.slice(0, ID_SHOWN);

export const responseText = (response: ClientResponse): string => {
  switch (response.kind) {
    case "done": {
      const { reservationId } = response.result;
      const created = typeof reservationId === "string" ? ` (${shortId(reservationId)})` : "";
      return `${response.isRepeat ? "done before" : "done"}${created}`;
    }
    case "refused":
      return `${response.code}${response.isRepeat ? ", as before" : ""}`;
    case "busy":
      return `${response.code}, try again`;
    case "failed":
      return `failed: ${response.reason}`;
  }
};
