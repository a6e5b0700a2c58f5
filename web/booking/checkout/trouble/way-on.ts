/** Where a refused payment leads: each refusal of the route has a way on. Pure. */
import type { ProblemCode } from "#contract/problems.ts";
import type { Refusal } from "#web/booking/points/attempt.ts";

export type WayOn =
  /** Top up what is missing, then pay again. */
  | { readonly kind: "topUp" }
  /** The hold is over. Read the reservation for what it is now. */
  | { readonly kind: "holdIsOver" }
  /** It is paid: go to the receipt. */
  | { readonly kind: "receipt" }
  /** The promotion code is in the way: remove it or enter another. */
  | { readonly kind: "code" }
  | { readonly kind: "calledOff" }
  /** There is no such reservation for this account. */
  | { readonly kind: "notFound" }
  /** Nothing was done, and the buyer may try again. */
  | { readonly kind: "again" };

const WAYS: Readonly<Partial<Record<ProblemCode, WayOn["kind"]>>> = {
  INSUFFICIENT_BALANCE: "topUp",
  HOLD_EXPIRED: "holdIsOver",
  RESERVATION_NOT_HELD: "holdIsOver",
  ALREADY_PAID: "receipt",
  PROMOTION_CODE_INVALID: "code",
  PROMOTION_CODE_USED_UP: "code",
  SALE_CLOSED: "holdIsOver",
  PERFORMANCE_CALLED_OFF: "calledOff",
  RESERVATION_NOT_FOUND: "notFound",
};

/** A reservation that is not held may be paid already, by another tab or device. */
export const wayOn = ({ code, body }: Refusal): WayOn => {
  if (code === "RESERVATION_NOT_HELD" && body["reservationStatus"] === "PAID") return { kind: "receipt" };
  return { kind: WAYS[code] ?? "again" };
};
