import { laneOf, lobbySizeOf, numberOf, type QueueState } from "#functions/queue/rules/queue-state.ts";

const MEMORY_MAX = 10_000;
const drawn = new Map<string, number | null>();

/** The number of an arrival, computed once for each lobby: histories ask for it again and again. */
export const numberIn = (queue: QueueState, arrival: number): number | null => {
  const lobbySize = lobbySizeOf(queue, laneOf(arrival));
  if (lobbySize === undefined || lobbySize === 0) return numberOf(queue, arrival);
  const key = `${queue.seed} ${lobbySize} ${arrival}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const number = numberOf(queue, arrival);
  if (drawn.size >= MEMORY_MAX) drawn.clear();
  drawn.set(key, number);
  return number;
};
