import { SignJWT } from "jose/jwt/sign";
import type * as z from "zod/mini";
import type { QueueTokenSchema } from "#contract/queue.ts";
import type { PlaceStatus } from "#functions/queue/place-status.ts";
import { chanceOf } from "#functions/queue/rules/inventory-limit.ts";
import { laneFor, laneOf, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { estimatedWait, type Position, pollSeconds } from "#functions/queue/rules/waiting-time.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";
import type { User } from "#functions/shared/user-token.ts";
import { signingKey } from "#functions/signing/signing-key.ts";
import { QUEUE_TOKEN_TYPE } from "#functions/signing/token-types.ts";

/** A place that has a queue token. */
export type LivePlaceStatus = Extract<PlaceStatus, { kind: "arriving" | "waiting" | "admitted" }>;

/** What a stage sets of its queue tokens. */
export interface QueueTokenOptions {
  readonly issuer: string;
  readonly tickSeconds: number;
}

const sign = async (
  queue: QueueState,
  userId: string,
  placeStatus: LivePlaceStatus,
  issuer: string,
  now: Seconds,
): Promise<string> => {
  const { privateKey, publicJwk } = await signingKey();
  const isAdmitted = placeStatus.kind === "admitted";
  const jwt = new SignJWT({
    generation: placeStatus.kind === "arriving" ? placeStatus.generation : placeStatus.place.generation,
    status: isAdmitted ? "ADMITTED" : "WAITING",
    // Signed evidence with which the draw can be verified afterwards (Q7).
    ...(placeStatus.kind !== "arriving" && { arrival: placeStatus.place.arrival }),
    ...(placeStatus.kind !== "arriving" && placeStatus.number !== null && { number: placeStatus.number }),
    ...(placeStatus.kind === "arriving" &&
      placeStatus.joinedAt !== placeStatus.since && { joinedAt: placeStatus.joinedAt }),
  })
    .setProtectedHeader({ alg: "ES256", kid: publicJwk.kid, typ: QUEUE_TOKEN_TYPE })
    .setIssuer(issuer)
    .setSubject(userId)
    .setAudience(queue.concertId)
    // While a place has no arrival its tokens keep the time of its join, so that a lost join is noticed and sent again.
    .setIssuedAt(placeStatus.kind === "arriving" ? placeStatus.since : now);
  if (isAdmitted && placeStatus.place.expiresAt !== undefined) jwt.setExpirationTime(placeStatus.place.expiresAt);
  return jwt.sign(privateKey);
};

const positionOf = (queue: QueueState, placeStatus: LivePlaceStatus): Position | null => {
  if (placeStatus.kind === "arriving" || placeStatus.number === null) return null;
  const lane = laneOf(placeStatus.number);
  return { lane, ahead: Math.max(0, placeStatus.number - queue.lanes[lane].served - 1) };
};

/** A user's place as they see it, with a queue token signed for it (Q9). */
export const queueTokenResponse = async (
  queue: QueueState,
  user: User,
  placeStatus: LivePlaceStatus,
  { issuer, tickSeconds }: QueueTokenOptions,
  now: Seconds,
): Promise<z.infer<typeof QueueTokenSchema>> => {
  const isAdmitted = placeStatus.kind === "admitted";
  const position = positionOf(queue, placeStatus);
  return {
    concertId: queue.concertId,
    token: await sign(queue, user.userId, placeStatus, issuer, now),
    status: isAdmitted ? "ADMITTED" : "WAITING",
    lane: placeStatus.kind === "arriving" ? laneFor(queue, user.groups) : laneOf(placeStatus.place.arrival),
    number: placeStatus.kind === "arriving" ? null : placeStatus.number,
    ahead: position?.ahead ?? null,
    estimatedWaitSeconds: isAdmitted ? null : estimatedWait(queue, position, now, tickSeconds),
    seatsLeft: queue.stats.at === 0 ? null : queue.stats.seatsLeft,
    chance: isAdmitted || position === null ? null : chanceOf(queue.stats, position.ahead),
    expiresAt: isAdmitted && placeStatus.place.expiresAt !== undefined ? isoTime(placeStatus.place.expiresAt) : null,
    nextPollSeconds: pollSeconds(queue, position, now, { tickSeconds, random: Math.random() }),
    serverTime: isoTime(now),
  };
};
