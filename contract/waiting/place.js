/** The presale lane counts from here, so that no two people of a concert share a number (Q2). */
export const PRESALE_START = 1000000000;
/** The lane of an arrival or a number. */
export const laneOf = (number) => (number > PRESALE_START ? "PRESALE" : "GENERAL");
const servedIn = ({ served, presale }, lane) => lane === "GENERAL" ? served : (presale?.served ?? PRESALE_START);
/** How many numbers of a lane wait for their turn. */
export const waitingIn = ({ issued, served, presale }, lane) => lane === "GENERAL" ? issued - served : presale === null ? 0 : presale.issued - presale.served;
/** Whether the turn of a number has come. */
export const isServed = (queue, number) => number <= servedIn(queue, laneOf(number));
export const positionOf = (queue, number) => {
    const lane = laneOf(number);
    return { lane, ahead: Math.max(0, number - servedIn(queue, lane) - 1) };
};
/** Where somebody who joins now stands, or stood at most: behind all numbers given out so far. */
export const lastPosition = (queue, lane) => ({ lane, ahead: waitingIn(queue, lane) });
