import {
  listBookings,
  readBookings,
  readSeatCounts,
  readSeats,
  type ScannedReservation,
} from "#functions/audit/audit-store.ts";
import { type CheckResult, NO_RESULT, NOTHING_CHECKED } from "#functions/audit/audit-task.ts";
import { readLedger, readTopUps } from "#functions/audit/ledger-store.ts";
import type { Bookings } from "#functions/audit/rules/booking.ts";
import type { Finding } from "#functions/audit/rules/finding.ts";
import { type Ledger, ledgerFindings } from "#functions/audit/rules/m1-ledger.ts";
import { paymentFindings, unexplainedDebits } from "#functions/audit/rules/m3-payments.ts";
import { topUpFindings } from "#functions/audit/rules/m3-top-ups.ts";
import { NO_POINTS, pointsFindings, pointsOf } from "#functions/audit/rules/m4-points.ts";
import { callOffFindings } from "#functions/audit/rules/m6-call-offs.ts";
import { isLive, seatsNotOwned } from "#functions/audit/rules/s1-seat-owners.ts";
import { seatLimitFindings } from "#functions/audit/rules/s5-seat-limit.ts";
import type { PerformanceDate } from "#functions/catalog/rules/performance.ts";
import { reservationIdOf } from "#functions/payments/rules/payment.ts";
import { PLACE_KEPT_SECONDS } from "#functions/queue/place-store.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { Clock, Seconds } from "#functions/shared/time.ts";

/** The concert that is audited. */
export interface Sale {
  readonly concertId: string;
  readonly performances: readonly PerformanceDate[];
}

/**
 * Checks the buyer of a reservation, unless the buyer has an older one of the concert. So each buyer is checked once,
 * in whatever order the reservations come.
 */
export const auditBuyer = async (sale: Sale, seen: ScannedReservation, clock: Clock): Promise<CheckResult> => {
  const listed = await listBookings(seen.userId);
  const ofConcert = listed.reservations.filter(({ concertId }) => concertId === sale.concertId);
  if (ofConcert.some((other) => isOlder(other, seen))) return NO_RESULT;

  const now = clock();
  const ledger = await readLedger(seen.userId);
  const topUps = await readTopUps(seen.userId);
  const ids = [
    seen.reservationId,
    ...listed.reservations.map(({ reservationId }) => reservationId),
    ...paidFor(ledger),
  ];
  const bookings = await readBookings([...new Set(ids)]);
  const isWhole = ledger.isWhole && topUps.isWhole && listed.isWhole;
  const own = [...bookings.values()]
    .filter(({ reservation }) => reservation.concertId === sale.concertId && reservation.userId === seen.userId)
    .toSorted((a, b) => (isOlder(a.reservation, b.reservation) ? -1 : 1));
  const reservations = own.map(({ reservation }) => reservation);

  return {
    checked: {
      ...NOTHING_CHECKED,
      buyers: 1,
      reservations: own.length,
      entries: ledger.entries.length,
      topUps: topUps.topUps.length,
      buyersInPart: isWhole ? 0 : 1,
    },
    points: isWhole ? pointsOf(sale.concertId, ledger, bookings) : NO_POINTS,
    findings: [
      ...(await seatFindings(reservations, now)),
      // Without all reservations there is nothing to compare the count with.
      ...(listed.isWhole ? await limitFindings(sale, seen.userId, reservations, now) : []),
      ...ledgerFindings(ledger),
      ...topUpFindings(ledger, topUps, now),
      ...own.flatMap((booking) => paymentFindings(booking, ledger)),
      ...own.flatMap((booking) => callOffFindings(booking, sale.performances, now)),
      ...moneyFindings(sale.concertId, ledger, bookings, listed.isWhole),
    ],
  };
};

type Age = Pick<Reservation, "createdAt" | "reservationId">;

export const isOlder = (one: Age, other: Age): boolean =>
  one.createdAt === other.createdAt ? one.reservationId < other.reservationId : one.createdAt < other.createdAt;

/** The reservations that the ledger was debited for: it may have one that the index does not have yet. */
const paidFor = ({ entries }: Ledger): readonly string[] =>
  entries.flatMap(({ kind, reference }) => (kind === "PAYMENT" ? (reservationIdOf(reference) ?? []) : []));

const seatFindings = async (reservations: readonly Reservation[], now: Seconds): Promise<readonly Finding[]> => {
  const live = reservations.filter((reservation) => isLive(reservation, now));
  const seats = await readSeats(
    live.flatMap(({ performanceId, seatIds }) => seatIds.map((seatId) => ({ performanceId, seatId }))),
  );
  return live.flatMap((reservation) =>
    seatsNotOwned({ reservation, seats: seats.get(reservation.performanceId) ?? new Map(), now }),
  );
};

const limitFindings = async (
  { concertId, performances }: Sale,
  userId: string,
  reservations: readonly Reservation[],
  now: Seconds,
): Promise<readonly Finding[]> => {
  const counts = await readSeatCounts(concertId, userId);
  return performances.flatMap(({ performanceId, seatLimit: limitNow, seatLimitMax = limitNow }) => {
    // Seats from before the limit was lowered stay.
    const seatLimit = Math.max(limitNow, seatLimitMax);
    const ofPerformance = reservations.filter((reservation) => reservation.performanceId === performanceId);
    const count = counts?.(performanceId) ?? (isCleanedUp(ofPerformance, now) ? undefined : 0);
    return seatLimitFindings({ userId, concertId, performanceId, seatLimit, reservations: ofPerformance, count, now });
  });
};

/** A place is deleted a set time after the join, and a buyer may have joined well before the reservation. */
const isCleanedUp = (reservations: readonly Reservation[], now: Seconds): boolean =>
  reservations.some(({ createdAt }) => createdAt + PLACE_KEPT_SECONDS / 2 < now);

const moneyFindings = (
  concertId: string,
  ledger: Ledger,
  bookings: Bookings,
  knowsAllBookings: boolean,
): readonly Finding[] => [
  ...unexplainedDebits(ledger, bookings),
  ...pointsFindings({ concertId, ledger, bookings }, knowsAllBookings),
];
