import type * as z from "zod/mini";
import type { QueueTokenSchema } from "#contract/queue.ts";
import { POLL_SECONDS_MAX } from "#contract/waiting/next-poll.ts";
import { outlookOf } from "#contract/waiting/outlook.ts";
import { placePollSeconds } from "#contract/waiting/place-poll.ts";
import type { PlaceStatus } from "#functions/queue/place-status.ts";
import { type PublicQueueOptions, publicQueueOf } from "#functions/queue/rules/public-queue.ts";
import { laneFor, laneOf, type QueueState } from "#functions/queue/rules/queue-state.ts";
import type { SettingName } from "#functions/shared/settings.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";
import type { User } from "#functions/shared/user-token.ts";
import { signedJws } from "#functions/signing/jws.ts";
import { signingKey } from "#functions/signing/key-ring.ts";
import type { SigningKey } from "#functions/signing/signing-key.ts";
import { QUEUE_TOKEN_TYPE } from "#functions/signing/token-types.ts";

/** A place that has a queue token. */
export type LivePlaceStatus = Extract<PlaceStatus, { kind: "arriving" | "waiting" | "admitted" }>;

/** What a stage sets of its queue tokens. */
export interface QueueTokenOptions extends PublicQueueOptions {
  readonly issuer: string;
  /** The polls a second that all places together may add up to. */
  readonly pollsPerSecondMax: number;
  /** The function's key; that of this module if absent. */
  readonly signingKey?: () => Promise<SigningKey>;
}

export const QUEUE_TOKEN_SETTINGS = [
  "tickSeconds",
  "drawSettleSeconds",
  "pollsPerSecondMax",
] as const satisfies readonly SettingName[];

const sign = async (
  queue: QueueState,
  userId: string,
  placeStatus: LivePlaceStatus,
  options: QueueTokenOptions,
  now: Seconds,
): Promise<string> => {
  const key = await (options.signingKey ?? signingKey)();
  const isAdmitted = placeStatus.kind === "admitted";
  const claims = {
    generation: placeStatus.kind === "arriving" ? placeStatus.generation : placeStatus.place.generation,
    status: isAdmitted ? "ADMITTED" : "WAITING",
    // Signed evidence with which the draw can be verified afterwards (Q7).
    ...(placeStatus.kind !== "arriving" && { arrival: placeStatus.place.arrival }),
    ...(placeStatus.kind !== "arriving" && placeStatus.number !== null && { number: placeStatus.number }),
    ...(placeStatus.kind === "arriving" &&
      placeStatus.joinedAt !== placeStatus.since && { joinedAt: placeStatus.joinedAt }),
    iss: options.issuer,
    sub: userId,
    aud: queue.concertId,
    // While a place has no arrival its tokens keep the time of its join, so that a lost join is noticed and sent again.
    iat: placeStatus.kind === "arriving" ? placeStatus.since : now,
    ...(isAdmitted && placeStatus.place.expiresAt !== undefined && { exp: placeStatus.place.expiresAt }),
  };
  return signedJws({ alg: "ES256", kid: key.publicJwk.kid, typ: QUEUE_TOKEN_TYPE }, claims, key);
};

/** The place as its owner sees it: its lane, and its arrival and number as far as they are known. */
const shownPlace = (queue: QueueState, user: User, placeStatus: LivePlaceStatus) =>
  placeStatus.kind === "arriving"
    ? { lane: laneFor(queue, user.groups), arrival: null, number: null }
    : {
        lane: laneOf(placeStatus.place.arrival),
        arrival: placeStatus.place.arrival,
        number: placeStatus.number,
      };

/**
 * A user's place as they see it, with a queue token signed for it (Q9). What it says of the wait is computed from the
 * public queue, as people who watch that compute it.
 */
export const queueTokenResponse = async (
  queue: QueueState,
  user: User,
  placeStatus: LivePlaceStatus,
  options: QueueTokenOptions,
  now: Seconds,
): Promise<z.infer<typeof QueueTokenSchema>> => {
  const isAdmitted = placeStatus.kind === "admitted";
  const shown = publicQueueOf(queue, now, options);
  const place = shownPlace(queue, user, placeStatus);
  const outlook = place.number === null ? null : outlookOf(shown, place.number);
  const { pollsPerSecondMax } = options;
  const waitedSeconds = placeStatus.kind === "arriving" ? Math.max(0, now - placeStatus.since) : 0;
  return {
    concertId: queue.concertId,
    token: await sign(queue, user.userId, placeStatus, options, now),
    status: isAdmitted ? "ADMITTED" : "WAITING",
    ...place,
    ahead: outlook?.ahead ?? null,
    estimatedWaitSeconds: isAdmitted ? null : (outlook?.estimatedWaitSeconds ?? null),
    seatsLeft: shown.seatsLeft,
    chance: isAdmitted ? null : (outlook?.chance ?? null),
    expiresAt: isAdmitted && placeStatus.place.expiresAt !== undefined ? isoTime(placeStatus.place.expiresAt) : null,
    nextPollSeconds: isAdmitted
      ? POLL_SECONDS_MAX
      : placePollSeconds(shown, { ...place, waitedSeconds }, { random: Math.random(), pollsPerSecondMax }),
    serverTime: shown.serverTime,
  };
};
