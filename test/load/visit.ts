import type { Calls } from "#test/load/calls.ts";
import type { Journal } from "#test/load/observations.ts";
import { type Device, isAdmitted, isExpiry, type LineApi, type Place } from "#test/load/queue-api.ts";
import type { LineWatch } from "#test/load/queue-watch.ts";
import type { Visitor } from "#test/load/sign-in.ts";

/** How often somebody asks for the same thing at most. Each time they wait for as long as the service said. */
const LOOKS_MAX = 60;
/** How often somebody goes to the end of the line, at most, because their turn went by. */
const JOINS_MAX = 5;

export interface Surroundings {
  readonly journal: Journal;
  readonly line: LineApi;
  readonly watch: LineWatch;
  readonly pause: Calls["pause"];
}

/** Waits for all, also when one of them fails: nobody goes on while something of theirs is under way. */
const allDone = async <Result>(work: readonly Promise<Result>[]): Promise<readonly Result[]> => {
  await Promise.allSettled(work);
  return Promise.all(work);
};

const join = async (device: Device, { journal, line }: Surroundings): Promise<Place> => {
  const askedAtMs = performance.now();
  const place = await line.join(device);
  journal.add({ kind: "joined", askedAtMs, user: device.user, device: device.device });
  return place;
};

/** Asks for the place until it has a number, no faster than it says. */
const learnNumber = async (device: Device, joined: Place, { line, pause }: Surroundings): Promise<Place> => {
  let place = joined;
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    if (place.number !== null) return place;
    await pause(place.nextPollSeconds);
    place = await line.read(device, place.token);
  }
  throw new Error(`no number after ${LOOKS_MAX} looks`);
};

/** Waits until the number is served and takes the turn up. */
const claimTurn = async (device: Device, waiting: Place, { line, watch, pause }: Surroundings): Promise<Place> => {
  let place = waiting;
  await watch.untilServed(place.number ?? 0);
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    place = await line.claim(device, place.token);
    if (isAdmitted(place)) return place;
    // The function that answered had read the line a moment before the one that is watched.
    await pause(place.nextPollSeconds);
  }
  throw new Error(`not admitted after ${LOOKS_MAX} looks, though served`);
};

const visitOnce = async ({ person, client }: Visitor, around: Surroundings): Promise<void> => {
  const { name: user, plan } = person;
  const { line, watch, pause } = around;
  const device: Device = { user, device: 1, client };
  const devices = person.devices === 2 ? [device, { ...device, device: 2 }] : [device];

  const places = await allDone(
    devices.map(async (each) => {
      const joined = await join(each, around);
      return plan.kind === "gives up" ? joined : learnNumber(each, joined, around);
    }),
  );
  // Reading a place takes a turn up that has come.
  let place = places.find(isAdmitted) ?? places[0];
  if (place === undefined) throw new Error("nobody joined");

  if (plan.kind === "gives up") {
    await watch.untilServed(plan.afterShare * watch.issued);
  } else {
    if (!isAdmitted(place)) place = await claimTurn(device, place, around);
    await pause(plan.staySeconds);
  }
  await line.leave(device, place.token);
};

/**
 * What one person does, from joining the line to leaving it.
 * @throws ProblemError or Error if the service does not let them, or the run ends
 */
export const visit = async (visitor: Visitor, around: Surroundings): Promise<void> => {
  for (let joins = 1; ; joins += 1) {
    try {
      await visitOnce(visitor, around);
      return;
    } catch (error) {
      if (!isExpiry(error) || joins >= JOINS_MAX) throw error;
    }
  }
};
