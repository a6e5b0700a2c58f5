/** What the handlers of the queue do, without HTTP, signatures and the cache, on whichever queue is under test. */

import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import { isDrawn, laneFor, type Place, type QueueState, statusOf } from "#functions/queue/rules/queue-state.ts";
import { secondsUntilRejoin } from "#functions/queue/rules/rejoin-pause.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { type Change, changed } from "#test/histories/queue/history.ts";
import type { QueueUnderTest } from "#test/histories/queue/queue-under-test.ts";

export type QueueResponse =
  | { readonly kind: "admitted"; readonly token: VerifiedQueueToken; readonly place: Place }
  | { readonly kind: "waiting" | "arriving"; readonly token: VerifiedQueueToken }
  | { readonly kind: "expired"; readonly place: Place }
  | { readonly kind: "refused" }
  | { readonly kind: "left" | "paid"; readonly generation: number }
  | { readonly kind: "done" };

export interface Caller {
  readonly userId: string;
  readonly groups: readonly string[];
  /** The queue token that the device has. */
  readonly token: VerifiedQueueToken | undefined;
}

/** As functions/queue/handlers/join-queue.ts. */
export const check = async (
  queue: QueueUnderTest,
  shown: QueueState,
  caller: Caller,
  now: Seconds,
  send: (join: Join) => Promise<void>,
): Promise<QueueResponse> => {
  const { userId, groups, token } = caller;
  const resolved = await queue.resolvePlace(shown, userId, token, now);
  const placeStatus = await queue.endIfExpired(shown, resolved, now);
  const tokenFor = (
    generation: number,
    status: VerifiedQueueToken["status"],
    issuedAt: Seconds,
    joinedAt = issuedAt,
  ): VerifiedQueueToken => ({
    concertId: queue.concertId,
    userId,
    generation,
    status,
    issuedAt,
    joinedAt,
  });
  switch (placeStatus.kind) {
    case "admitted":
      return { ...placeStatus, token: tokenFor(placeStatus.place.generation, "ADMITTED", now) };
    case "waiting":
      return { kind: "waiting", token: tokenFor(placeStatus.place.generation, "WAITING", now) };
    case "arriving":
      return {
        kind: "arriving",
        token: tokenFor(placeStatus.generation, "WAITING", placeStatus.since, placeStatus.joinedAt),
      };
    case "expired":
      return placeStatus;
    case "absent": {
      if (["CLOSED", "SOLD_OUT"].includes(statusOf(shown, now))) return { kind: "refused" };
      const { nextGeneration: generation, last } = placeStatus;
      if (last !== undefined && secondsUntilRejoin(last, now) > 0) return { kind: "refused" };
      const joinedAt = token?.generation === generation ? token.joinedAt : now;
      await send({ concertId: queue.concertId, userId, lane: laneFor(shown, groups), generation, joinedAt });
      return { kind: "arriving", token: tokenFor(generation, "WAITING", now, joinedAt) };
    }
  }
};

const LEAVE_TRIES_MAX = 3;

/** As functions/queue/handlers/leave-queue.ts. */
export const leave = async (
  queue: QueueUnderTest,
  shown: QueueState,
  { userId, token }: Caller,
  now: Seconds,
): Promise<QueueResponse> => {
  for (let attempt = 0; attempt < LEAVE_TRIES_MAX; attempt += 1) {
    const place = await queue.readPlace(userId);
    const stored = place?.generation ?? 0;
    if (token !== undefined && token.generation > stored) {
      const { concertId, generation, joinedAt } = token;
      const isGone = await queue.leaveBeforeArrival({ concertId, userId, generation, joinedAt }, now);
      if (isGone) return { kind: "left", generation };
      continue;
    }
    if (place === undefined || place.endedAt !== undefined) return { kind: "done" };
    if ((await queue.endPlace(shown, place, "LEFT", now)).ended) return { kind: "left", generation: stored };
  }
  return { kind: "refused" };
};

const PAY_TRIES_MAX = 6;

/** As functions/payments/pay-reservation.ts does for the queue: a payment needs no live place, but ends one. */
export const pay = async (
  queue: QueueUnderTest,
  shown: QueueState,
  { userId, token }: Caller,
  now: Seconds,
): Promise<QueueResponse> => {
  if (token?.status !== "ADMITTED") return { kind: "refused" };
  const { generation } = token;
  for (let attempt = 0; attempt < PAY_TRIES_MAX; attempt += 1) {
    const place = await queue.readPlace(userId);
    if (place?.generation !== generation || place.endedAt !== undefined) return { kind: "done" };
    if ((await queue.endPlace(shown, place, "PAID", now)).ended) return { kind: "paid", generation };
  }
  return { kind: "refused" };
};

const CHANGE_TRIES_MAX = 3;

/** As functions/queue/handlers/change-queue.ts. */
export const change = async (queue: QueueUnderTest, wanted: Change, now: Seconds): Promise<QueueResponse> => {
  const ifNotDrawn = wanted.setting === "opensInSeconds";
  for (let attempt = 0; attempt < CHANGE_TRIES_MAX; attempt += 1) {
    const found = await queue.readQueue();
    if (ifNotDrawn && isDrawn(found)) return { kind: "refused" };
    if (await queue.changeSettings(found, changed(found.settings, wanted, now), { ifNotDrawn })) {
      return { kind: "done" };
    }
  }
  return { kind: "refused" };
};
