/** Calling a performance off: what has to be done, and how far it has got. Pure. */
import { type EncoreEvent, newEvent } from "#functions/events/rules/event.ts";
import { isBlocked, type Occupancy, type TakenSeat } from "#functions/seats/rules/seat-occupancy.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface CallOff {
  readonly performanceId: string;
  readonly concertId: string;
  readonly at: Seconds;
  /** User id of the operator. */
  readonly by: string;
  readonly reason: string;
  readonly sectionIds: readonly string[];
  /** When the event of it was published. */
  readonly announcedAt?: Seconds | undefined;
  /** When the last section was done. */
  readonly doneAt?: Seconds | undefined;
}

/** What has been done in a section. Each count is written in the transaction that it counts. */
export interface SectionProgress {
  /** Holds that have ended. */
  readonly holds: number;
  /** Paid reservations that have been refunded. */
  readonly reservations: number;
  readonly won: number;
  /** When something was last done. */
  readonly workedAt: Seconds;
  /** When the last pass found no seat held or sold. */
  readonly doneAt?: Seconds | undefined;
}

/**
 * How long a function may still sell seats of a performance that was called off: it reads the performance at most 2 s late
 * (`findPerformance`), from a replica that may lag, and a request takes at most 15 s. The rest is for clocks that differ.
 */
export const SETTLE_SECONDS = 30;

/** From this time on no hold can begin, so a pass that finds no seat held or sold is the last one (M6). */
export const lastPassFrom = ({ at }: Pick<CallOff, "at">): Seconds => at + SETTLE_SECONDS;

/** The reservations that hold or own some of these seats, each once. A blocked seat is nobody's. */
export const reservationsIn = (seats: readonly Occupancy[]): readonly string[] => [
  ...new Set(takenOf(seats).map(({ reservationId }) => reservationId)),
];

/** Those of the seats that somebody holds, held or owns. */
export const takenOf = (seats: readonly Occupancy[]): readonly TakenSeat[] => seats.filter((seat) => !isBlocked(seat));

/** A performance is called off once, so its id is enough to identify the event. */
export const calledOffEvent = ({ performanceId, concertId, at, reason }: CallOff): EncoreEvent =>
  newEvent("performance.called_off", [performanceId], at, { concertId, performanceId, reason });

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The progress of a call-off as operators see it. */
export const callOffResponse = (callOff: CallOff, sections: readonly SectionProgress[], now: Seconds) => {
  const { performanceId, at, by, reason, sectionIds, doneAt } = callOff;
  return {
    performanceId,
    status: doneAt === undefined ? ("RUNNING" as const) : ("DONE" as const),
    calledOffAt: isoTime(at),
    by,
    reason,
    holds: sum(sections.map(({ holds }) => holds)),
    reservations: sum(sections.map(({ reservations }) => reservations)),
    won: sum(sections.map(({ won }) => won)),
    sections: sectionIds.length,
    sectionsDone: sections.filter((section) => section.doneAt !== undefined).length,
    doneAt: doneAt === undefined ? null : isoTime(doneAt),
    serverTime: isoTime(now),
  };
};
