/** Who is meant by a place in a group. */
import { laneOf, type Place, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { numberIn } from "#test/line/drawn-numbers.ts";
import { type Group, PEOPLE, type Someone } from "#test/line/history.ts";
import type { Snapshot } from "#test/line/line-under-test.ts";

const groupOfPlace = (queue: QueueState, place: Place | undefined): Group => {
  if (place === undefined || place.endedAt !== undefined) return "outside";
  if (place.claimedAt !== undefined) return "inside";
  const number = numberIn(queue, place.arrival);
  return number !== null && number <= queue.lanes[laneOf(number)].served ? "called" : "waiting";
};

/** @returns the index of the person, or undefined if there is nobody in the group */
export const personOf = (
  { queue, places }: Snapshot,
  isInQueue: (userId: string) => boolean,
  { of, who }: Someone,
): number | undefined => {
  const candidates = Array.from(PEOPLE.keys()).filter((person) => {
    const userId = PEOPLE[person] ?? "";
    const group = groupOfPlace(queue, places.get(userId));
    return of === "anybody" || of === (group === "outside" && isInQueue(userId) ? "arriving" : group);
  });
  return candidates[who % candidates.length];
};
