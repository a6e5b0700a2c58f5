/** Which numbers nobody can claim: what a tick leaves out of its count, and passes over. */
import { readGoneArrivals, readGoneNumbers } from "#functions/queue/gone-store.ts";
import { drawnOrder } from "#functions/queue/rules/draw.ts";
import {
  LANE_START,
  type LaneName,
  laneOf,
  lobbySizeOf,
  type QueueState,
  seedOf,
} from "#functions/queue/rules/queue-state.ts";
import { inOrder, type NumberRange } from "#functions/queue/rules/vacant-numbers.ts";
import { monotonicMs } from "#functions/shared/time.ts";

/** What is known of a drawn lobby. */
interface DrawnLobby {
  /** The numbers of the arrivals that were written off before the draw. */
  readonly gone: readonly number[];
  /** The numbers of the reserve, in order of its arrivals from `reserveFrom` on. */
  readonly reserve: readonly number[];
  readonly reserveFrom: number;
  readonly readAtMs: number;
}

/** An arrival that was being written off when the lobby was drawn is found once this has passed. */
const LOBBY_KEPT_MS = 30_000;
const LOBBIES_MAX = 100;

const lobbies = new Map<string, DrawnLobby>();

const readLobby = async (queue: QueueState, lane: LaneName, lobbySize: number): Promise<DrawnLobby> => {
  const { drawnTo = 0, lateTo = drawnTo } = queue.lanes[lane];
  const readAtMs = monotonicMs();
  const start = LANE_START[lane];
  const order = drawnOrder({ seed: seedOf(queue), lane, lobbySize });
  const numberOf = (arrival: number): number => start + order(arrival - start);
  const reserve = Array.from({ length: drawnTo - lateTo }, (_, index) => numberOf(lateTo + 1 + index));
  const gone = (await readGoneArrivals(queue, lane)).map(numberOf);
  return { gone, reserve, reserveFrom: lateTo + 1, readAtMs };
};

/** Remembers what it reads: a lobby never changes once it is drawn, but for the reserve that is used up in order. */
const lobbyOf = async (queue: QueueState, lane: LaneName, lobbySize: number): Promise<DrawnLobby> => {
  const key = `${queue.concertId} ${lane} ${lobbySize}`;
  const kept = lobbies.get(key);
  if (kept !== undefined && monotonicMs() - kept.readAtMs < LOBBY_KEPT_MS) return kept;
  const lobby = await readLobby(queue, lane, lobbySize);
  if (lobbies.size >= LOBBIES_MAX) lobbies.clear();
  lobbies.set(key, lobby);
  return lobby;
};

/**
 * The vacant numbers of one lane in a range, in order. The cost grows with the people who have left in that range; those
 * of the lobby who left before the draw are read twice a minute, and not at all once the range is beyond the lobby.
 */
export const readVacant = async (queue: QueueState, range: NumberRange): Promise<readonly number[]> => {
  if (range.to < range.from) return [];
  const lane = laneOf(range.to);
  const lobbySize = lobbySizeOf(queue, lane) ?? 0;
  const isInLobby = lobbySize > 0 && range.from <= LANE_START[lane] + lobbySize;
  const [gone, lobby] = await Promise.all([
    readGoneNumbers(queue.concertId, range),
    isInLobby ? lobbyOf(queue, lane, lobbySize) : undefined,
  ]);
  if (lobby === undefined) return gone;
  const { lateTo = 0 } = queue.lanes[lane];
  const unused = lobby.reserve.slice(Math.max(0, lateTo + 1 - lobby.reserveFrom));
  return inOrder([...gone, ...lobby.gone, ...unused], range);
};
