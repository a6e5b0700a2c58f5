/** Who is meant by a place in a group. */
import { type Line, laneOf, type Place } from "#functions/queue/line.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import { type Group, PEOPLE, type Someone } from "#test/histories/queue/history.ts";
import type { Snapshot } from "#test/histories/queue/queue-under-test.ts";

const groupOfPlace = (line: Line, place: Place | undefined): Group => {
  if (place === undefined || place.endedAt !== undefined) return "outside";
  if (place.claimedAt !== undefined) return "inside";
  const number = numberIn(line, place.arrival);
  return number !== null && number <= line.lanes[laneOf(number)].served ? "called" : "waiting";
};

/** @returns the index of the person, or undefined if there is nobody in the group */
export const personOf = (
  { line, places }: Snapshot,
  isInQueue: (userId: string) => boolean,
  { of, who }: Someone,
): number | undefined => {
  const candidates = Array.from(PEOPLE.keys()).filter((person) => {
    const userId = PEOPLE[person] ?? "";
    const group = groupOfPlace(line, places.get(userId));
    return of === "anybody" || of === (group === "outside" && isInQueue(userId) ? "arriving" : group);
  });
  return candidates[who % candidates.length];
};
