/** A user's place in one queue, as it is now: what joining, reading and booking all begin with. */
import { cohortTtl } from "#functions/queue/cohort-store.ts";
import { findCohort } from "#functions/queue/find-cohort.ts";
import { writeOff } from "#functions/queue/gone-store.ts";
import { claimPlace, endPlace, readPlace, toPlace } from "#functions/queue/place-store.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { turnIn } from "#functions/queue/rules/admission.ts";
import { type EndReason, laneOf, numberOf, type Place, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { type Part, transact } from "#functions/shared/transaction.ts";

export type PlaceStatus =
  /** No live place. The next one would have this generation; the last one, if any, is `last`. */
  | { readonly kind: "absent"; readonly nextGeneration: number; readonly last?: Place }
  /** Joined, and not numbered yet: the join was first sent at `joinedAt`, and last sent at `since`. */
  | {
      readonly kind: "arriving";
      readonly generation: number;
      readonly since: Seconds;
      readonly joinedAt: Seconds;
    }
  | { readonly kind: "waiting"; readonly place: Place; readonly number: number | null }
  | { readonly kind: "admitted"; readonly place: Place; readonly number: number | null }
  /** The turn or the pass ran out, and the place has not been ended yet. */
  | { readonly kind: "expired"; readonly place: Place };

/** A join that has not been numbered after this time is sent again. */
const ARRIVING_SECONDS_MAX = 60;

/**
 * Reads a user's place, and claims its turn if that has come.
 * @param known the queue token that the caller sent, which may be of a later place than the stored one
 */
export const readPlaceStatus = async (
  queue: QueueState,
  userId: string,
  known: VerifiedQueueToken | undefined,
  now: Seconds,
): Promise<PlaceStatus> => {
  const place = await readPlace(queue.concertId, userId);
  const isNewer = known !== undefined && known.generation > (place?.generation ?? 0);
  if (isNewer && known.status === "WAITING" && now - known.issuedAt < ARRIVING_SECONDS_MAX) {
    const { generation, issuedAt, joinedAt } = known;
    return { kind: "arriving", generation, since: issuedAt, joinedAt };
  }
  return place === undefined ? { kind: "absent", nextGeneration: 1 } : placeStatusOf(queue, place, now);
};

/** The status of a place that has been read. Claims its turn if that has come. */
export const placeStatusOf = (queue: QueueState, place: Place, now: Seconds): PlaceStatus | Promise<PlaceStatus> => {
  if (place.endedAt !== undefined) return { kind: "absent", nextGeneration: place.generation + 1, last: place };
  const number = numberOf(queue, place.arrival);
  if (place.expiresAt !== undefined) {
    return now < place.expiresAt ? { kind: "admitted", place, number } : { kind: "expired", place };
  }
  if (number === null || number > queue.lanes[laneOf(number)].served) return { kind: "waiting", place, number };
  return claimTurn(queue, place, number, now);
};

const claimTurn = async (queue: QueueState, place: Place, number: number, now: Seconds): Promise<PlaceStatus> => {
  const cohort = await findCohort(queue.concertId, number);
  const turn = cohort && turnIn(cohort, number, now);
  if (cohort === undefined || turn === undefined) return { kind: "expired", place };
  const claim = await claimPlace(place, turn, cohortTtl(cohort));
  switch (claim.kind) {
    case "claimed":
      writeMetrics({ Claims: 1 });
      return { kind: "admitted", place: claim.place, number };
    case "changed":
      return claim.place === undefined ? { kind: "absent", nextGeneration: 1 } : placeStatusOf(queue, claim.place, now);
    case "too late":
      return { kind: "expired", place };
    case "contended":
      return { kind: "waiting", place, number };
  }
};

/** Ends a place. One that was never claimed is written off, so that it costs no room any more (Q10). */
export const endOfPlace = (queue: QueueState, place: Place, reason: EndReason, now: Seconds): readonly Part[] => [
  ...endPlace(place, reason, now),
  ...(place.countedIn === undefined ? [writeOff(queue, place.arrival, now)] : []),
];

/** Another device may claim the turn meanwhile, and by this clock that pass may have run out too: then it is ended next. */
const END_TRIES_MAX = 3;

/**
 * Ends a place that has run out, so that its owner is sent QUEUE_TOKEN_EXPIRED once (Q6).
 * @returns the status; if the place has changed meanwhile, the new one
 */
export const endIfExpired = (queue: QueueState, placeStatus: PlaceStatus, now: Seconds): Promise<PlaceStatus> => {
  let current = placeStatus;
  return retryOnConflict(END_TRIES_MAX, async (tryNumber) => {
    if (current.kind !== "expired") return current;
    const outcome = await transact(endOfPlace(queue, current.place, "EXPIRED", now));
    const found = outcome.kind === "refused" ? outcome.found.get("place") : undefined;
    const place = found && toPlace(found);
    if (place === undefined) return current;
    current = await placeStatusOf(queue, place, now);
    return tryNumber < END_TRIES_MAX ? AGAIN_AT_ONCE : current;
  });
};
