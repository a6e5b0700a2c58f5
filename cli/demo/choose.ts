import { randomInt } from "node:crypto";
import type { CallResult } from "#client/call-types.ts";
import type { EncoreClient } from "#client/table-client.ts";

export type Concert = CallResult<"listConcerts">["body"]["items"][number];
type Seat = CallResult<"readSeats">["body"]["seats"][number];

/** The first concert whose queue is open; the small halls are created first. @throws Error if no queue is open. */
export const openConcert = async (client: EncoreClient, concerts: readonly Concert[]): Promise<Concert> => {
  for (const concert of concerts) {
    const { body } = await client.call("readQueue", { params: { concertId: concert.concertId } });
    if (body.status === "OPEN") return concert;
  }
  throw new Error("No concert is open. Start the service with npm start, which creates demo concerts.");
};

/**
 * A random free seat, so that demos running at once rarely want the same one, but none that is kept back for people who
 * need an accessible seat. @throws Error if no seat is free.
 */
export const freeSeat = (seats: readonly Seat[]): Seat => {
  const free = seats.filter(({ status, accessibility }) => status === "AVAILABLE" && accessibility === undefined);
  const seat = free.length > 0 ? free[randomInt(free.length)] : undefined;
  if (!seat) throw new Error("No seat is free. Restart the service to get new concerts.");
  return seat;
};
