/** The use case of one step in carrying out a call-off. Every step can be repeated, and stopped at any call. */
import { type CallOffStep, sendCallOffStep, sendCallOffSteps } from "#functions/call-offs/call-off-messages.ts";
import {
  markAnnounced,
  markDone,
  markSectionDone,
  readCallOff,
  readProgress,
} from "#functions/call-offs/call-off-store.ts";
import { endReservation } from "#functions/call-offs/end-reservation.ts";
import { type CallOff, calledOffEvent, lastPassFrom, reservationsIn } from "#functions/call-offs/rules/call-off.ts";
import { publishEvents } from "#functions/events/publish-events.ts";
import { readOccupancy } from "#functions/seats/seat-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { type Clock, monotonicMs } from "#functions/shared/time.ts";

/** Reservations of a step, one after the other, since each counts in the same item. */
const PORTION_MAX = 100;
/** How long a step begins with another reservation; half the time that its function has. */
const PORTION_MS = 15_000;
/** Before a step that left something undone is repeated. */
const RETRY_SECONDS = 10;
/** A full section takes a dozen. Lambda no longer ends the chain, so it ends here, and the sweep begins another. */
export const STEPS_MAX = 100;

export interface CallOffSenders {
  readonly sendNext: (step: CallOffStep, delaySeconds?: number) => Promise<void>;
  readonly sendAll: (steps: readonly CallOffStep[]) => Promise<readonly CallOffStep[]>;
  readonly publish: typeof publishEvents;
}

const SENDERS: CallOffSenders = { sendNext: sendCallOffStep, sendAll: sendCallOffSteps, publish: publishEvents };

/**
 * Takes a call-off one step further: announces it and begins its sections, or ends a portion of the reservations of one
 * section and sends the message for the next step.
 * @throws Error if something could not be sent, or after STEPS_MAX steps, so that the message becomes a dead letter
 */
export const carryOutCallOff = async (step: CallOffStep, clock: Clock, senders = SENDERS): Promise<void> => {
  const { performanceId, sectionId } = step;
  const callOff = await readCallOff(performanceId);
  if (callOff === undefined) throw new Error(`The performance ${performanceId} has not been called off.`);
  if (sectionId === undefined) await beginSections(callOff, clock, senders);
  else await endPortion(callOff, sectionId, step, clock, senders);
};

/** The money comes first: an event bus that is out of reach keeps nobody waiting. */
const beginSections = async (callOff: CallOff, clock: Clock, { sendAll, publish }: CallOffSenders): Promise<void> => {
  const { performanceId } = callOff;
  const left = await sectionsLeft(callOff);
  const notSent = await sendAll(left.map((sectionId) => ({ performanceId, sectionId })));
  if (left.length === 0) await markDone(performanceId, clock());
  if (callOff.announcedAt === undefined) {
    const event = calledOffEvent(callOff);
    if ((await publish([event])).get(event) === "failed") throw new Error(`${event.type} was not published.`);
    await markAnnounced(performanceId, clock());
  }
  if (notSent.length > 0) throw new Error(`${notSent.length} sections of ${performanceId} could not be begun.`);
};

const sectionsLeft = async (callOff: CallOff): Promise<readonly string[]> => {
  const progress = await readProgress(callOff);
  return callOff.sectionIds.filter((sectionId) => progress.get(sectionId)?.doneAt === undefined);
};

const endPortion = async (
  callOff: CallOff,
  sectionId: string,
  { steps = 0 }: CallOffStep,
  clock: Clock,
  { sendNext }: CallOffSenders,
): Promise<void> => {
  const { performanceId } = callOff;
  if (steps >= STEPS_MAX) throw new Error(`Section ${sectionId} of ${performanceId} is not done after ${steps} steps.`);
  const began = clock();
  const all = reservationsIn(await readOccupancy(performanceId, sectionId));
  if (all.length === 0 && began >= lastPassFrom(callOff)) return endSection(callOff, sectionId, clock);

  const endsMs = monotonicMs() + PORTION_MS;
  let isMoreLeft = all.length > PORTION_MAX;
  const failed = await forEachLimit(all.slice(0, PORTION_MAX), 1, async (reservationId) => {
    if (monotonicMs() < endsMs) await endReservation(reservationId, { performanceId, sectionId }, clock);
    else isMoreLeft = true;
  });
  const waitSeconds = isMoreLeft ? 0 : Math.max(0, lastPassFrom(callOff) - clock());
  const delay = failed.length > 0 ? RETRY_SECONDS : waitSeconds;
  await sendNext({ performanceId, sectionId, steps: steps + 1 }, delay);
};

/** The last section to be done ends the call-off. Of two at once, at least one sees both. */
const endSection = async (callOff: CallOff, sectionId: string, clock: Clock): Promise<void> => {
  const { performanceId } = callOff;
  await markSectionDone(performanceId, sectionId, clock());
  if ((await sectionsLeft(callOff)).length === 0) await markDone(performanceId, clock());
};
