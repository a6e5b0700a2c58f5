/** Where a number stands in its lane, by the public state of the queue. Pure. */
import type { PublicQueue } from "#contract/queue.ts";

export type LaneName = "GENERAL" | "PRESALE";

/** The presale lane counts from here, so that no two people of a concert share a number (Q2). */
export const PRESALE_START = 1_000_000_000;

/** The lane of an arrival or a number. */
export const laneOf = (number: number): LaneName => (number > PRESALE_START ? "PRESALE" : "GENERAL");

/** Where a place is in its lane: `ahead` numbers are admitted before it. */
export interface Position {
  readonly lane: LaneName;
  readonly ahead: number;
}

/** The numbers of both lanes that the public queue shows. */
type Numbers = Pick<PublicQueue, "issued" | "served" | "presale">;

const servedIn = ({ served, presale }: Numbers, lane: LaneName): number =>
  lane === "GENERAL" ? served : (presale?.served ?? PRESALE_START);

/** How many numbers of a lane wait for their turn. */
export const waitingIn = ({ issued, served, presale }: Numbers, lane: LaneName): number =>
  lane === "GENERAL" ? issued - served : presale === null ? 0 : presale.issued - presale.served;

/** Whether the turn of a number has come. */
export const isServed = (queue: Numbers, number: number): boolean => number <= servedIn(queue, laneOf(number));

export const positionOf = (queue: Numbers, number: number): Position => {
  const lane = laneOf(number);
  return { lane, ahead: Math.max(0, number - servedIn(queue, lane) - 1) };
};

/** Where somebody who joins now stands, or stood at most: behind all numbers given out so far. */
export const lastPosition = (queue: Numbers, lane: LaneName): Position => ({ lane, ahead: waitingIn(queue, lane) });
