/** A reservation with its payment. Pure. */
import type { AuditedEntry } from "#functions/audit/rules/m1-ledger.ts";
import { type Payment, reservationIdOf } from "#functions/payments/rules/payment.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";

export type AuditedRefund = Pick<
  Payment["refunds"][number],
  | "refundId"
  | "seatIds"
  | "amount"
  | "bookingFees"
  | "cancellationFees"
  | "balanceAfter"
  | "entrySeq"
  | "refundedAt"
  | "organiserAct"
>;

/** A payment as it is stored; damage may have taken its signature. */
export interface AuditedPayment
  extends Pick<Payment, "paymentId" | "receiptNumber" | "amount" | "balanceAfter" | "entrySeq" | "paidAt"> {
  readonly refunds: readonly AuditedRefund[];
  readonly signature?: { readonly [Name in "issuer" | "kid" | "value"]?: string | undefined } | undefined;
}

export interface Booking {
  readonly reservation: Reservation;
  readonly payment: AuditedPayment | undefined;
}

/** Bookings by reservation id. */
export type Bookings = ReadonlyMap<string, Booking>;

/** What the seats of a refund cost without booking fees, as its own sums say. */
export const refundedPriceOf = ({ amount, bookingFees = 0, cancellationFees = 0 }: AuditedRefund): number =>
  amount - bookingFees + cancellationFees;

/** Finds the booking that an entry pays or refunds; undefined for a top-up, and if there is no such booking. */
export const bookingOf = (bookings: Bookings): ((entry: AuditedEntry) => Booking | undefined) => {
  const byRefund = new Map(
    [...bookings.values()].flatMap((booking) =>
      (booking.payment?.refunds ?? []).map(({ refundId }) => [refundId, booking] as const),
    ),
  );
  return ({ kind, reference }) => {
    if (kind === "PAYMENT") return bookings.get(reservationIdOf(reference) ?? "");
    return kind === "REFUND" ? byRefund.get(reference) : undefined;
  };
};
