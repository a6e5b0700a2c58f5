/** M6: a performance that was called off gives everybody all of their money back. Pure. */
import type { Booking } from "#functions/audit/rules/booking.ts";
import { type Finding, finding, paymentItem, reservationItem } from "#functions/audit/rules/finding.ts";
import { isLive } from "#functions/audit/rules/s1-seat-owners.ts";
import type { PerformanceDate } from "#functions/catalog/rules/performance.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A full hall is refunded within minutes. What was left undone, the sweep of call-offs begins again every five. */
const CARRIED_OUT_SECONDS = 900;

export const callOffFindings = (
  { reservation, payment }: Booking,
  performances: readonly PerformanceDate[],
  now: Seconds,
): readonly Finding[] => {
  const { reservationId, performanceId, status, organiserAct } = reservation;
  const calledOffAt = performances.find((each) => each.performanceId === performanceId)?.calledOffAt;
  if (calledOffAt === undefined || now < calledOffAt + CARRIED_OUT_SECONDS) return [];
  const named = [reservationItem(reservationId)];
  if (isLive(reservation, now)) {
    const text = `Reservation ${reservationId} is ${status}, though its performance ${performanceId} was called off.`;
    return [finding("CALLED_OFF_NOT_ENDED", text, named)];
  }
  const refunded = (payment?.refunds ?? []).reduce((sum, { amount }) => sum + amount, 0);
  if (organiserAct !== "CALLED_OFF" || payment === undefined || refunded === payment.amount) return [];
  const text = `Payment ${payment.paymentId} of ${payment.amount} won was refunded with ${refunded} won.`;
  return [finding("CALLED_OFF_NOT_REFUNDED", text, [...named, paymentItem(payment.paymentId)])];
};
