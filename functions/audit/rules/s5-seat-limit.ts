/** S5: held plus bought seats of a user never exceed the performance's limit, and the count of them is right. Pure. */
import { type Finding, finding, placeItem, reservationItem } from "#functions/audit/rules/finding.ts";
import { isLive } from "#functions/audit/rules/s1-seat-owners.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { Seconds } from "#functions/shared/time.ts";

export interface SeatLimitFacts {
  readonly userId: string;
  readonly concertId: string;
  readonly performanceId: string;
  readonly seatLimit: number;
  /** The user's reservations of this performance. */
  readonly reservations: readonly Reservation[];
  /** The seats of this performance that the user's place counts; undefined if the place has been deleted. */
  readonly count: number | undefined;
  readonly now: Seconds;
}

const seatsOf = (reservations: readonly Reservation[]): number =>
  reservations.reduce((sum, { seatIds }) => sum + seatIds.length, 0);

/** A hold that has expired is no longer the user's, but stays in the count until it is ended. */
const isCounted = ({ status }: Reservation): boolean => status === "HELD" || status === "PAID";

export const seatLimitFindings = (facts: SeatLimitFacts): readonly Finding[] => {
  const { userId, concertId, performanceId, seatLimit, reservations, count, now } = facts;
  const place = placeItem(concertId, userId);
  const live = reservations.filter((reservation) => isLive(reservation, now));
  const counted = reservations.filter(isCounted);
  const named = (some: readonly Reservation[]) => [
    place,
    ...some.map(({ reservationId }) => reservationItem(reservationId)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  ];
  return [
    ...(seatsOf(live) > seatLimit
      ? [
          finding(
            "LIMIT_EXCEEDED",
            `User ${userId} has ${seatsOf(live)} seats of performance ${performanceId}, whose limit is ${seatLimit}.`,
            named(live),
          ),
        ]
      : []),
    ...(count !== undefined && count !== seatsOf(counted)
      ? [
          finding(
            "SEAT_COUNT_DIFFERS",
            `The place of user ${userId} counts ${count} seats of performance ${performanceId}; ` +
              `the reservations have ${seatsOf(counted)}.`,
            named(counted),
          ),
        ]
      : []),
  ];
};
