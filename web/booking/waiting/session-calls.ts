/** The calls of a waiting page, each of which teaches it something. */
import type { Signal } from "@preact/signals";
import { ProblemError } from "#client/problem-error.ts";
import type { Place, WaitingCalls } from "#client/wait-for-turn.ts";
import { isServed } from "#contract/waiting/place.ts";
import { type Known, withQueue, withStanding } from "#web/booking/waiting/known.ts";
import { pauseOf } from "#web/booking/waiting/page-pause.ts";
import type { PlaceMemory } from "#web/booking/waiting/place-memory.ts";
import { call } from "#web/shared/api/client.ts";

export interface JoinOptions {
  /** While nothing else is left, people who need an accessible seat may join. */
  readonly accessible: boolean;
}

export interface SessionContext {
  readonly concertId: string;
  readonly known: Signal<Known>;
  readonly learn: (change: (before: Known) => Known) => void;
  readonly memory: PlaceMemory;
}

/** @param joins how the user has asked to join; undefined if they have not, and only look for their place */
export const sessionCalls = (
  { concertId, known, learn, memory }: SessionContext,
  signal: AbortSignal,
  joins?: JoinOptions,
): WaitingCalls => {
  // What is refused is sent again by the wait itself, less and less often.
  const given = { params: { concertId }, retriesMax: 0, signal };
  const query = joins?.accessible ? { accessible: "true" as const } : {};
  let isAsked = joins !== undefined;

  const joinOnce = async (queueToken: string | undefined): Promise<Place> =>
    (await call("joinQueue", { ...given, query, queueToken })).body;

  const join = async (queueToken: string | undefined): Promise<Place> => {
    try {
      const place = await joinOnce(queueToken);
      isAsked = false;
      return place;
    } catch (error) {
      // The first call ends a place that has run out. Somebody who has just asked to join wants the next one; somebody
      // whose turn has passed while they waited has to be told.
      const isEnded = error instanceof ProblemError && error.code === "QUEUE_TOKEN_EXPIRED";
      if (!isAsked || !isEnded) throw error;
      isAsked = false;
      return joinOnce(queueToken);
    }
  };

  const readPlace = async (queueToken: string | undefined): Promise<Place> => {
    const { standing, queue } = known.peek();
    if (standing.kind === "waiting" && queue !== undefined && isServed(queue, standing.number)) {
      learn((before) => withStanding(before, { kind: "turn", number: standing.number }));
    }
    return (await call("readQueueToken", { ...given, queueToken })).body;
  };

  const readQueue = async () => {
    const { body } = await call("readQueue", given);
    memory.note(body);
    learn((before) => withQueue(before, body));
    return body;
  };

  return { ...pauseOf(signal, learn), join, readPlace, readQueue };
};
