import { randomInt } from "node:crypto";
import type { CallResult } from "#client/call-types.ts";
import type { EncoreClient } from "#client/encore-client.ts";

export type Concert = CallResult<"listConcerts">["body"]["items"][number];
type Seat = CallResult<"readSeats">["body"]["seats"][number];

/** The first concert whose line is open, small halls being made first. @throws Error if there is none. */
export const openConcert = async (client: EncoreClient, concerts: readonly Concert[]): Promise<Concert> => {
  for (const concert of concerts) {
    const { body } = await client.call("readQueue", { params: { concertId: concert.concertId } });
    if (body.status === "OPEN") return concert;
  }
  throw new Error("No concert is open: start the service with npm start, which makes some.");
};

/** A free seat by chance, so that several demos at a time seldom want the same. @throws Error if there is none. */
export const freeSeat = (seats: readonly Seat[]): Seat => {
  const free = seats.filter(({ status }) => status === "AVAILABLE");
  const seat = free.length > 0 ? free[randomInt(free.length)] : undefined;
  if (!seat) throw new Error("No seat is free: start the service again for new concerts.");
  return seat;
};
