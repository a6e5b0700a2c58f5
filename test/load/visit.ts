import type { Calls } from "#test/load/calls.ts";
import type { Journal } from "#test/load/observations.ts";
import { type Device, isAdmitted, isExpiry, type Place, type QueueApi } from "#test/load/queue-api.ts";
import type { QueueWatch } from "#test/load/queue-watch.ts";
import type { Visitor } from "#test/load/sign-in.ts";
import type { Waiting } from "#test/load/waiting.ts";

/** Most times that somebody repeats a request. They wait between two as long as the service says. */
const LOOKS_MAX = 60;
/** Most times that somebody joins again because the turn expired. */
const JOINS_MAX = 5;

export interface VisitContext {
  readonly journal: Journal;
  readonly queue: QueueApi;
  readonly watch: QueueWatch;
  readonly waiting: Waiting;
  readonly pause: Calls["pause"];
}

/** Waits for all, even if one of them fails, so that nobody continues while their own work is still running. */
const allDone = async <Result>(work: readonly Promise<Result>[]): Promise<readonly Result[]> => {
  await Promise.allSettled(work);
  return Promise.all(work);
};

const join = async (device: Device, { journal, queue }: VisitContext): Promise<Place> => {
  const askedAtMs = performance.now();
  const place = await queue.join(device);
  journal.add({ kind: "joined", askedAtMs, user: device.user, device: device.device });
  return place;
};

/** Reads the place until it has a number, no faster than the service says. */
const learnNumber = async (device: Device, joined: Place, { queue, pause }: VisitContext): Promise<Place> => {
  let place = joined;
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    if (place.number !== null) return place;
    await pause(place.nextPollSeconds);
    place = await queue.read(device, place.token);
  }
  throw new Error(`no number after ${LOOKS_MAX} looks`);
};

/** Waits until the number is served and claims the turn. */
const claimTurn = async (device: Device, numbered: Place, { queue, waiting, pause }: VisitContext): Promise<Place> => {
  let place = numbered;
  await waiting.untilServed(device, place.number ?? 0);
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    place = await queue.claim(device, place.token);
    if (isAdmitted(place)) return place;
    // The function that responded had read the queue a moment before the function that is watched.
    await pause(place.nextPollSeconds);
  }
  throw new Error(`not admitted after ${LOOKS_MAX} looks, though served`);
};

const visitOnce = async ({ person, client }: Visitor, context: VisitContext): Promise<void> => {
  const { name: user, plan } = person;
  const { queue, watch, waiting, pause } = context;
  const device: Device = { user, device: 1, client };
  const devices = person.devices === 2 ? [device, { ...device, device: 2 }] : [device];

  const places = await allDone(
    devices.map(async (each) => {
      const joined = await join(each, context);
      return plan.kind === "gives up" ? joined : learnNumber(each, joined, context);
    }),
  );
  // Reading a place claims a turn that has come.
  let place = places.find(isAdmitted) ?? places[0];
  if (place === undefined) throw new Error("nobody joined");

  if (plan.kind === "gives up") {
    await waiting.untilServed(device, plan.afterShare * watch.issued);
  } else {
    if (!isAdmitted(place)) place = await claimTurn(device, place, context);
    await pause(plan.staySeconds);
  }
  await queue.leave(device, place.token);
};

/**
 * What one person does, from joining the queue to leaving it.
 * @throws ProblemError or Error if the service refuses, or the run ends
 */
export const visit = async (visitor: Visitor, context: VisitContext): Promise<void> => {
  for (let joins = 1; ; joins += 1) {
    try {
      await visitOnce(visitor, context);
      return;
    } catch (error) {
      if (!isExpiry(error) || joins >= JOINS_MAX) throw error;
    }
  }
};
