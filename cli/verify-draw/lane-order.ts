import { type Draw, drawnOrder } from "#functions/queue/rules/draw.ts";
import { LANE_START } from "#functions/queue/rules/queue-state.ts";

/** The order of one lane, recomputed. Arrivals and numbers are those of the API, presale after LANE_START. */
export interface LaneOrder {
  readonly draw: Draw;
  /** The lane's arrivals and numbers are above this. */
  readonly start: number;
  /** The number that an arrival must get: a drawn one if it was in the lobby, otherwise the arrival itself. */
  readonly numberOf: (arrival: number) => number;
}

/** @throws RangeError if no draw can have this seed or size */
export const laneOrder = (draw: Draw): LaneOrder => {
  const order = drawnOrder(draw);
  const start = LANE_START[draw.lane];
  const isLate = (arrival: number): boolean => arrival > start + draw.lobbySize;
  return { draw, start, numberOf: (arrival) => (isLate(arrival) ? arrival : start + order(arrival - start)) };
};

/** Whether each arrival of the lobby has its own number, and every number is used. Takes one bit per number. */
export const isBijection = ({ draw: { lobbySize }, start, numberOf }: LaneOrder): boolean => {
  const seen = new Uint8Array(Math.ceil((lobbySize + 1) / 8));
  for (let arrival = start + 1; arrival <= start + lobbySize; arrival += 1) {
    const number = numberOf(arrival) - start;
    const mask = 1 << (number % 8);
    const byte = seen[Math.floor(number / 8)] ?? mask;
    if (number < 1 || number > lobbySize || (byte & mask) !== 0) return false;
    seen[Math.floor(number / 8)] = byte | mask;
  }
  return true;
};
