/** The use case after each change of a reservation: schedules its expiry, recounts its sections, publishes the event. */
import { publishEvents } from "#functions/events/publish-events.ts";
import { sendHoldExpiry } from "#functions/reservations/hold-expiry-messages.ts";
import { type ReservationChange, sectionsIn } from "#functions/reservations/rules/reservation-change.ts";
import { eventOf } from "#functions/reservations/rules/reservation-events.ts";
import { recountSection } from "#functions/seats/seat-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import { systemClock } from "#functions/shared/time.ts";

const PARALLEL = 10;

type Duty = (changes: readonly ReservationChange[]) => Promise<readonly ReservationChange[]>;

/**
 * Each duty fails alone and can be repeated: a second reminder, recount or event does no harm.
 * @returns the changes of which a duty failed
 */
export const onReservationChange = async (
  changes: readonly ReservationChange[],
): Promise<ReadonlySet<ReservationChange>> =>
  new Set([
    ...(await carriedOut(scheduleExpiries, changes)),
    ...(await carriedOut(recountSections, changes)),
    ...(await carriedOut(publishChanges, changes)),
  ]);

/** A duty that fails as a whole has failed for each change, and does not keep the others from being carried out. */
const carriedOut: (duty: Duty, ...rest: Parameters<Duty>) => ReturnType<Duty> = async (duty, changes) => {
  try {
    return await duty(changes);
  } catch (error) {
    log.error("duty failed", error);
    return changes;
  }
};

const scheduleExpiries = (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> =>
  forEachLimit(
    changes.filter(({ reservation }) => reservation.status === "HELD"),
    PARALLEL,
    ({ reservation }) => sendHoldExpiry(reservation, systemClock()),
  );

/** Counts each section once, however many of the changes touch it. */
const recountSections = async (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> => {
  const touched = changes.flatMap((change) => sectionsIn(change).map((sectionId) => ({ change, sectionId })));
  const sections = Map.groupBy(touched, ({ change, sectionId }) => `${change.reservation.performanceId} ${sectionId}`);
  const failed = await forEachLimit([...sections.values()], PARALLEL, async ([first, ...others]) => {
    if (first === undefined) return;
    // It is certain that these holds have expired, even if this function's clock is behind.
    const expiries = [first, ...others].map(({ change: { reservation } }) =>
      reservation.status === "EXPIRED" ? reservation.expiresAt : 0,
    );
    const now = Math.max(systemClock(), ...expiries);
    await recountSection(first.change.reservation.performanceId, first.sectionId, now);
  });
  return failed.flat().map(({ change }) => change);
};

const publishChanges = async (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> => {
  const published = changes.map((change) => ({ change, event: eventOf(change) }));
  const failed = await publishEvents(published.map(({ event }) => event));
  return published.filter(({ event }) => failed.has(event)).map(({ change }) => change);
};
