/** Finds the person that a step means by an index within a group. */
import { laneOf, type Place, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import { type Actor, type Group, PEOPLE } from "#test/histories/queue/history.ts";
import type { Snapshot } from "#test/histories/queue/queue-under-test.ts";

const groupOfPlace = (queue: QueueState, place: Place | undefined): Group => {
  if (place === undefined || place.endedAt !== undefined) return "outside";
  if (place.claimedAt !== undefined) return "inside";
  const number = numberIn(queue, place.arrival);
  return number !== null && number <= queue.lanes[laneOf(number)].served ? "claimable" : "waiting";
};

/** @returns the index of the person, or undefined if the group has nobody */
export const personOf = (
  { queue, places }: Snapshot,
  isJoining: (userId: string) => boolean,
  { group: wanted, person: index }: Actor,
): number | undefined => {
  const candidates = Array.from(PEOPLE.keys()).filter((person) => {
    const userId = PEOPLE[person] ?? "";
    const group = groupOfPlace(queue, places.get(userId));
    return wanted === "anyone" || wanted === (group === "outside" && isJoining(userId) ? "arriving" : group);
  });
  return candidates[index % candidates.length];
};
