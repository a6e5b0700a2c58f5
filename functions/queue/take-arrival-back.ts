import { takeBack } from "#functions/queue/gone-store.ts";
import { refusedRestart, restartPlace } from "#functions/queue/place-store.ts";
import { notDrawn } from "#functions/queue/queue-store.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import { laneOf, type Place } from "#functions/queue/rules/queue-state.ts";
import { transact } from "#functions/shared/transaction.ts";

/**
 * Gives an account that left the lobby and joins again the arrival that it had, so that the draw counts it once. On
 * condition that the lobby has not been drawn: from then on, ticks count on what is written off.
 * @param place the one before, as it was read
 * @returns false if the join needs another arrival
 * @throws Error if the queue is written too often at the moment
 */
export const takeArrivalBack = async (join: Join, place: Place): Promise<boolean> => {
  const { arrival, endedAt } = place;
  if (arrival === 0 || endedAt === undefined || place.countedIn !== undefined) return false;
  if (place.generation !== join.generation - 1 || laneOf(arrival) !== join.lane) return false;
  const outcome = await transact([
    restartPlace(join, arrival),
    takeBack(join.concertId, arrival),
    notDrawn(join.concertId),
  ]);
  if (outcome.kind === "contended") throw new Error("The queue is written too often to give an arrival back.");
  if (outcome.kind === "committed") return true;
  return outcome.found.has("place") && refusedRestart(outcome.found.get("place"), join, arrival) === "numbered";
};
