import { laneOf, PRESALE_START } from "#contract/waiting/place.ts";
const ROUNDS_MIN = 8;
/** The bias that is left between two values is about 2 to the power of minus this. */
const EVENNESS_BITS = 24;
export const networkShape = (lane, lobbySize) => {
    let halfBits = 1;
    while (4 ** halfBits < lobbySize)
        halfBits += 1;
    // The lanes share a seed but no message: those of GENERAL begin with a digit, those of PRESALE do not.
    const prefix = lane === "GENERAL" ? `${lobbySize}` : `${lane}:${lobbySize}`;
    return {
        halfSize: 2 ** halfBits,
        rounds: Math.max(ROUNDS_MIN, 2 + 2 * Math.ceil(EVENNESS_BITS / halfBits)),
        messageOf: (round, half) => `${prefix}:${round}:${half}`,
    };
};
/** Whether the number of every arrival is known: from the draw on. */
export const isDrawn = ({ draw }) => draw.seed !== null;
/** The number of an arrival by the published draw; null before it. */
export const numberOf = async ({ draw }, arrival) => {
    if (draw.seed === null)
        return null;
    const lane = laneOf(arrival);
    const start = lane === "PRESALE" ? PRESALE_START : 0;
    const lobbySize = (lane === "PRESALE" ? draw.presaleLobbySize : draw.lobbySize) ?? 0;
    if (arrival > start + lobbySize)
        return arrival;
    const shape = networkShape(lane, lobbySize);
    const hash = await hmac(draw.seed);
    let value = arrival - start - 1;
    do
        value = await permuted(shape, hash, value);
    while (value >= lobbySize);
    return start + value + 1;
};
const hmac = async (seed) => {
    const bytes = Uint8Array.from(seed.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return async (message) => new DataView(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(message))).getUint32(0);
};
const permuted = async ({ halfSize, rounds, messageOf }, hash, value) => {
    let left = Math.floor(value / halfSize);
    let right = value % halfSize;
    for (let round = 0; round < rounds; round += 1) {
        const next = (left + ((await hash(messageOf(round, right))) % halfSize)) % halfSize;
        left = right;
        right = next;
    }
    return left * halfSize + right;
};
