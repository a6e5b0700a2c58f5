/** What changes between two states of a reservation, as far as others have to know of it. Pure. */
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { sectionOf } from "#functions/seats/rules/seat-layout.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A reservation that was made, got another status, gave seats back, or was extended. */
export interface ReservationChange {
  readonly at: Seconds;
  /** As it is after the change. */
  readonly reservation: Reservation;
  /** The seats, now or before, that this change may have taken or freed. */
  readonly seatIds: readonly string[];
  /** Whether it is still held, until later than before. */
  readonly isExtension: boolean;
  /** The request that made the change, if it was one. */
  readonly requestId?: string;
}

/** The change from one state to the next, or undefined if it is of no concern to others. */
export const changeBetween = (
  before: Reservation | undefined,
  after: Reservation,
  at: Seconds,
): ReservationChange | undefined => {
  const gaveBack = before?.seatIds.filter((seatId) => !after.seatIds.includes(seatId)) ?? [];
  const isSame = before?.status === after.status;
  const isExtension = isSame && after.status === "HELD" && after.expiresAt > before.expiresAt;
  if (isSame && !isExtension && gaveBack.length === 0) return undefined;
  return { at, reservation: after, seatIds: gaveBack.length > 0 ? gaveBack : after.seatIds, isExtension };
};

/** The sections whose seats a change may have taken or freed. */
export const sectionsIn = ({ seatIds }: ReservationChange): readonly string[] => [...new Set(seatIds.map(sectionOf))];
