/** The use case after each change of a reservation: schedules its expiry, recounts its sections, publishes the event. */
import { labelsOf } from "#functions/charts/seat-labels.ts";
import { publishEvents } from "#functions/events/publish-events.ts";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import { sendHoldExpiry } from "#functions/reservations/hold-expiry-messages.ts";
import { changeMetrics } from "#functions/reservations/rules/change-metrics.ts";
import { type ReservationChange, sectionsIn } from "#functions/reservations/rules/reservation-change.ts";
import { eventOf } from "#functions/reservations/rules/reservation-events.ts";
import { recountSection } from "#functions/seats/seat-store.ts";
import { causedBy } from "#functions/shared/cause.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { StoredItemError } from "#functions/shared/stored.ts";
import { systemClock } from "#functions/shared/time.ts";

const PARALLEL = 10;

/** A change of which a duty has failed, and whether no retry can help: it is not that something was out of reach. */
interface Failure {
  readonly change: ReservationChange;
  readonly isHopeless: boolean;
}

type Duty = (changes: readonly ReservationChange[]) => Promise<readonly Failure[]>;

export interface FailedChanges {
  /** Changes to carry out again. */
  readonly again: ReadonlySet<ReservationChange>;
  /** Changes that no retry can help. They must not keep those behind them waiting. */
  readonly hopeless: ReadonlySet<ReservationChange>;
}

/**
 * Each duty fails alone and can be repeated: a second reminder, recount or event does no harm.
 * @returns the changes of which a duty failed
 */
export const onReservationChange = async (changes: readonly ReservationChange[]): Promise<FailedChanges> => {
  const failures: Failure[] = [];
  for (const duty of [scheduleExpiries, recountSections, publishChanges]) {
    failures.push(...(await carriedOut(duty, changes)));
  }
  const again = new Set(failures.filter(({ isHopeless }) => !isHopeless).map(({ change }) => change));
  const hopeless = new Set(failures.map(({ change }) => change).filter((change) => !again.has(change)));
  return { again, hopeless };
};

/** A duty that fails as a whole has failed for each change, and does not keep the others from being carried out. */
const carriedOut = async (duty: Duty, changes: readonly ReservationChange[]): Promise<readonly Failure[]> => {
  try {
    return await duty(changes);
  } catch (error) {
    log.error("duty failed", error);
    return changes.map((change) => ({ change, isHopeless: false }));
  }
};

const scheduleExpiries: Duty = async (changes) => {
  const failed = await forEachLimit(
    changes.filter(({ reservation }) => reservation.status === "HELD"),
    PARALLEL,
    ({ reservation, requestId }) => causedBy(requestId, () => sendHoldExpiry(reservation, systemClock())),
  );
  return failed.map((change) => ({ change, isHopeless: false }));
};

/** Counts each section once, however many of the changes touch it. */
const recountSections: Duty = async (changes) => {
  const touched = changes.flatMap((change) => sectionsIn(change).map((sectionId) => ({ change, sectionId })));
  const sections = Map.groupBy(touched, ({ change, sectionId }) => `${change.reservation.performanceId} ${sectionId}`);
  const failures: Failure[] = [];
  const recount = async ([first, ...others]: typeof touched): Promise<void> => {
    if (first === undefined) return;
    // It is certain that these holds have expired, even if this function's clock is behind.
    const expiries = [first, ...others].map(({ change: { reservation } }) =>
      reservation.status === "EXPIRED" ? reservation.expiresAt : 0,
    );
    const now = Math.max(systemClock(), ...expiries);
    await recountSection(first.change.reservation.performanceId, first.sectionId, now);
  };
  await forEachLimit([...sections.values()], PARALLEL, recount, (error, ofSection) => {
    log.error("section not recounted", error);
    const isHopeless = error instanceof StoredItemError;
    failures.push(...ofSection.map(({ change }) => ({ change, isHopeless })));
  });
  return failures;
};

const publishChanges: Duty = async (changes) => {
  const made = await Promise.all(changes.map(async (change) => ({ change, event: await eventIfAny(change) })));
  const requests = new Map(made.flatMap(({ change, event }) => (event ? [[event, change.requestId] as const] : [])));
  const notPublished = await publishEvents([...requests.keys()], (event) => requests.get(event));
  const published = made.flatMap(({ change: { at }, event }) =>
    event === undefined || notPublished.has(event) ? [] : { type: event.type, at },
  );
  const metrics = changeMetrics(published, systemClock());
  if (metrics !== undefined) writeMetrics(metrics);
  return made.flatMap(({ change, event }) => {
    const why = event === undefined ? "refused" : notPublished.get(event);
    return why === undefined ? [] : { change, isHopeless: why === "refused" };
  });
};

/** The event of a change, unless the change is so damaged that it makes none. */
const eventIfAny = async (change: ReservationChange): Promise<EncoreEvent | undefined> => {
  try {
    return eventOf(change, await labelsOf(change.reservation.chartId, change.seatIds));
  } catch (error) {
    log.error("event not made", error);
    return undefined;
  }
};
