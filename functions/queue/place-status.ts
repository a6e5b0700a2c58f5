/** Where a user stands with one queue: one use case behind every call about a queue token. */

import { cohortTtl, findCohort } from "#functions/queue/cohort-store.ts";
import { claimPlace, endPlace, readPlace, toPlace } from "#functions/queue/place-store.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { turnIn } from "#functions/queue/rules/admission.ts";
import { laneOf, numberOf, type Place, type QueueState } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

export type PlaceStatus =
  /** No live place. The next one would have this generation. */
  | { readonly kind: "absent"; readonly nextGeneration: number }
  /** Joined, and not numbered yet. */
  | { readonly kind: "arriving"; readonly generation: number; readonly since: Seconds }
  | { readonly kind: "waiting"; readonly place: Place; readonly number: number | null }
  | { readonly kind: "admitted"; readonly place: Place; readonly number: number | null }
  /** The turn, or the admission, ran out and nobody has been told yet. */
  | { readonly kind: "expired"; readonly place: Place };

/** A join that has not been numbered after this time is sent again. */
const ARRIVING_SECONDS_MAX = 60;

/**
 * Reads where the user stands and takes the turn up if it has come.
 * @param known the place that the caller's own token tells of: it may be newer than what is stored
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
    return { kind: "arriving", generation: known.generation, since: known.issuedAt };
  }
  return place === undefined ? { kind: "absent", nextGeneration: 1 } : placeStatusOf(queue, place, now);
};

/** Where the owner of a place stands with it. */
export const placeStatusOf = (queue: QueueState, place: Place, now: Seconds): PlaceStatus | Promise<PlaceStatus> => {
  if (place.endedAt !== undefined) return { kind: "absent", nextGeneration: place.generation + 1 };
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
      return { kind: "admitted", place: claim.place, number };
    case "changed":
      return claim.place === undefined ? { kind: "absent", nextGeneration: 1 } : placeStatusOf(queue, claim.place, now);
    case "too late":
      return { kind: "expired", place };
    case "contended":
      return { kind: "waiting", place, number };
  }
};

/** Another device may take a turn up meanwhile, and that may have run out too by this clock: then it is ended in its turn. */
const TELL_TRIES_MAX = 3;

/** Cancels a place that has run out, so that this is told once (Q6). If it has changed meanwhile, that is what counts. */
export const endIfExpired = async (queue: QueueState, placeStatus: PlaceStatus, now: Seconds): Promise<PlaceStatus> => {
  let current = placeStatus;
  for (let attempt = 0; current.kind === "expired" && attempt < TELL_TRIES_MAX; attempt += 1) {
    const outcome = await transact(endPlace(current.place, "EXPIRED", now));
    const found = outcome.kind === "refused" ? outcome.found.get("place") : undefined;
    const place = found && toPlace(found);
    if (place === undefined) return current;
    current = await placeStatusOf(queue, place, now);
  }
  return current;
};
