/** Checks the draw of a lobby in the browser: nothing is asked of the service but what everybody may read. */
import type { PublicQueue } from "#contract/queue.ts";
import { numberOf } from "#contract/waiting/lobby-draw.ts";
import { type LaneName, laneOf, PRESALE_START } from "#contract/waiting/place.ts";
import type { NotedCommitment } from "#web/booking/place/noted-commitment.ts";

type Draw = PublicQueue["draw"];

/** The place that the service gave to somebody. */
export interface GivenPlace {
  readonly arrival: number;
  /** Null before the draw. */
  readonly number: number | null;
}

/** What is checked, and against what. */
export interface DrawClaim {
  readonly draw: Draw;
  readonly arrival: number;
  /** The commitment that this browser wrote down before the draw, if it did. */
  readonly noted: NotedCommitment | undefined;
  /** The place that this browser was given, if it was. */
  readonly given: GivenPlace | undefined;
}

export type DrawCheck =
  | { readonly kind: "not drawn" }
  /** The lane has no such arrival, as far as the draw goes: it came later and stands behind the lobby. */
  | { readonly kind: "came later"; readonly lane: LaneName; readonly lobbySize: number; readonly number: number }
  | DrawnCheck;

export interface DrawnCheck {
  readonly kind: "drawn";
  readonly lane: LaneName;
  readonly lobbySize: number;
  /** What the arrival was drawn, recomputed from the seed. */
  readonly number: number;
  /** Whether SHA-256 of the seed is the commitment that the service shows. */
  readonly seedFits: boolean;
  /** Whether the commitment is the one noted before the draw; undefined if none was. */
  readonly notedFits: boolean | undefined;
  /** Whether this is the number that the service gave to this arrival; undefined if this browser was given none. */
  readonly givenFits: boolean | undefined;
}

const bytesOf = (hexadecimal: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hexadecimal.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

const hexadecimalOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The commitment to a seed: its SHA-256, both in hexadecimal. */
export const commitmentOf = async (seed: string): Promise<string> =>
  hexadecimalOf(await crypto.subtle.digest("SHA-256", bytesOf(seed)));

const lobbySizeOf = (draw: Draw, lane: LaneName): number =>
  (lane === "PRESALE" ? draw.presaleLobbySize : draw.lobbySize) ?? 0;

/** An arrival as it is counted in its lane, from 1. */
export const ordinalOf = (arrival: number): number => arrival - (laneOf(arrival) === "PRESALE" ? PRESALE_START : 0);

export const checkDraw = async ({ draw, arrival, noted, given }: DrawClaim): Promise<DrawCheck> => {
  const lane = laneOf(arrival);
  const lobbySize = lobbySizeOf(draw, lane);
  const number = await numberOf({ draw }, arrival);
  if (draw.seed === null || number === null) return { kind: "not drawn" };
  if (ordinalOf(arrival) > lobbySize) return { kind: "came later", lane, lobbySize, number };
  const isGiven = given?.arrival === arrival && given.number !== null;
  return {
    kind: "drawn",
    lane,
    lobbySize,
    number,
    seedFits: (await commitmentOf(draw.seed)) === draw.commitment,
    notedFits: noted === undefined ? undefined : noted.commitment === draw.commitment,
    givenFits: isGiven ? given.number === number : undefined,
  };
};

/** Whether everything that could be checked is as it should be. */
export const isSound = ({ seedFits, notedFits, givenFits }: DrawnCheck): boolean =>
  seedFits && notedFits !== false && givenFits !== false;
