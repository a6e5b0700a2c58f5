import { numberOf } from "#contract/waiting/lobby-draw.ts";
import { laneOf, PRESALE_START } from "#contract/waiting/place.ts";
const bytesOf = (hexadecimal) => Uint8Array.from(hexadecimal.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const hexadecimalOf = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
/** The commitment to a seed: its SHA-256, both in hexadecimal. */
export const commitmentOf = async (seed) => hexadecimalOf(await crypto.subtle.digest("SHA-256", bytesOf(seed)));
const lobbySizeOf = (draw, lane) => (lane === "PRESALE" ? draw.presaleLobbySize : draw.lobbySize) ?? 0;
/** An arrival as it is counted in its lane, from 1. */
export const ordinalOf = (arrival) => arrival - (laneOf(arrival) === "PRESALE" ? PRESALE_START : 0);
export const checkDraw = async ({ draw, arrival, noted, given }) => {
    const lane = laneOf(arrival);
    const lobbySize = lobbySizeOf(draw, lane);
    const number = await numberOf({ draw }, arrival);
    if (draw.seed === null || number === null)
        return { kind: "not drawn" };
    if (ordinalOf(arrival) > lobbySize)
        return { kind: "came later", lane, lobbySize, number };
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
export const isSound = ({ seedFits, notedFits, givenFits }) => seedFits && notedFits !== false && givenFits !== false;
