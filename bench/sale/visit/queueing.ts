/** Waiting in the queue of a sale, at the times that the service advises. */
import type { Caller } from "#bench/sale/visit/caller.ts";
import { type WaitingCalls, waitForTurn } from "#client/wait-for-turn.ts";

const waitingCallsOf = (caller: Caller, concertId: string): WaitingCalls => {
  const params = { concertId };
  // Refused calls are sent again by the client's own waiting, which pauses as the caller does.
  return {
    ...caller.pauses,
    join: async (queueToken) =>
      (await caller.ask("join", (client, signal) => client.call("joinQueue", { params, queueToken, signal }))).body,
    readPlace: async (queueToken) =>
      (await caller.ask("place", (client, signal) => client.call("readQueueToken", { params, queueToken, signal })))
        .body,
    readQueue: async () =>
      (await caller.ask("public queue", (client, signal) => client.call("readQueue", { params, signal }))).body,
  };
};

/** Joins and waits until the turn has come. @returns the queue token of the pass */
export const untilAdmitted = async (caller: Caller, concertId: string): Promise<string> => {
  const waiting = waitForTurn(waitingCallsOf(caller, concertId));
  for (;;) {
    const { done, value } = await waiting.next();
    if (done === true) return value.token;
  }
};

/** Joins, and goes on no further. @returns the queue token of the place */
export const joinOnly = async (caller: Caller, concertId: string): Promise<string> => {
  const { value } = await waitForTurn(waitingCallsOf(caller, concertId)).next();
  return "place" in value ? value.place.token : value.token;
};

export const leaveQueue = async (caller: Caller, concertId: string, queueToken: string): Promise<void> => {
  const params = { concertId };
  await caller.persist("leave", (client, signal) => client.call("leaveQueue", { params, queueToken, signal }));
};
