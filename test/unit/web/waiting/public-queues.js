export const OPENING_MS = Date.parse("2026-12-01T11:00:00.000Z");
const isoTime = (ms) => new Date(ms).toISOString();
/** An open queue with ample seats: 10 a second go in, 5,000 wait. */
export const aPublicQueue = ({ at = 60, admission, demand, draw, ...change } = {}) => ({
    concertId: "con_1",
    status: "OPEN",
    opensAt: isoTime(OPENING_MS),
    closesAt: isoTime(OPENING_MS + 86400000),
    issued: 5000,
    served: 0,
    presale: null,
    admittedPerMinute: 600,
    seatsLeft: 20000,
    accessibleUnitsLeft: 0,
    soldOut: [],
    nextPollSeconds: 5,
    serverTime: isoTime(OPENING_MS + at * 1000),
    ...change,
    admission: { tickSeconds: 5, admitPerTick: 50, claimSeconds: 60, room: 0, perSecond: 10, vacant: 0, ...admission },
    demand: { seatsHeld: 0, undecided: 0, seatsPerPerson: 2, ...demand },
    draw: {
        at: isoTime(OPENING_MS + 5000),
        commitment: "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd",
        seed: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        lobbySize: 20000,
        presaleLobbySize: null,
        ...draw,
    },
});
