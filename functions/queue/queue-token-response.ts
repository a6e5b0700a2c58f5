import { SignJWT } from "jose/jwt/sign";
import type * as z from "zod/mini";
import type { QueueToken } from "#contract/queue.ts";
import type { Standing } from "#functions/queue/place-status.ts";
import { chanceOf } from "#functions/queue/rules/inventory-limit.ts";
import { type Line, laneFor, laneOf } from "#functions/queue/rules/queue-state.ts";
import { estimatedWait, type Position, pollSeconds } from "#functions/queue/rules/waiting-time.ts";
import { environment } from "#functions/shared/environment.ts";
import { QUEUE_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { setting } from "#functions/shared/settings.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";
import type { User } from "#functions/shared/user-token.ts";
import { signingKey } from "#functions/signing/signing-key.ts";
import { QUEUE_TOKEN_TYPE } from "#functions/signing/token-types.ts";

type Present = Extract<Standing, { kind: "arriving" | "waiting" | "admitted" }>;

const issuer = environment(QUEUE_TOKEN_VARIABLES.issuer);
const tickSeconds = setting("tickSeconds");

const sign = async (line: Line, userId: string, standing: Present, now: Seconds): Promise<string> => {
  const { privateKey, publicJwk } = await signingKey();
  const isAdmitted = standing.kind === "admitted";
  const jwt = new SignJWT({
    generation: standing.kind === "arriving" ? standing.generation : standing.place.generation,
    status: isAdmitted ? "ADMITTED" : "WAITING",
    // Signed evidence for whoever wants to check the draw afterwards (Q7).
    ...(standing.kind !== "arriving" && { arrival: standing.place.arrival }),
    ...(standing.kind !== "arriving" && standing.number !== null && { number: standing.number }),
  })
    .setProtectedHeader({ alg: "ES256", kid: publicJwk.kid, typ: QUEUE_TOKEN_TYPE })
    .setIssuer(issuer)
    .setSubject(userId)
    .setAudience(line.concertId)
    // An arrival keeps the time of its join, so that one which gets lost is noticed and sent again.
    .setIssuedAt(standing.kind === "arriving" ? standing.since : now);
  if (isAdmitted && standing.place.expiresAt !== undefined) jwt.setExpirationTime(standing.place.expiresAt);
  return jwt.sign(privateKey);
};

const positionOf = (line: Line, standing: Present): Position | null => {
  if (standing.kind === "arriving" || standing.number === null) return null;
  const lane = laneOf(standing.number);
  return { lane, ahead: Math.max(0, standing.number - line.lanes[lane].served - 1) };
};

/** The answer that tells a user their place, with a token signed for it (Q9). */
export const queueTokenAnswer = async (
  line: Line,
  user: User,
  standing: Present,
  now: Seconds,
): Promise<z.infer<typeof QueueToken>> => {
  const isAdmitted = standing.kind === "admitted";
  const position = positionOf(line, standing);
  return {
    concertId: line.concertId,
    token: await sign(line, user.userId, standing, now),
    status: isAdmitted ? "ADMITTED" : "WAITING",
    lane: standing.kind === "arriving" ? laneFor(line, user.groups) : laneOf(standing.place.arrival),
    number: standing.kind === "arriving" ? null : standing.number,
    ahead: position?.ahead ?? null,
    estimatedWaitSeconds: isAdmitted ? null : estimatedWait(line, position, now, tickSeconds),
    seatsLeft: line.figures.at === 0 ? null : line.figures.seatsLeft,
    chance: isAdmitted || position === null ? null : chanceOf(line.figures, position.ahead),
    expiresAt: isAdmitted && standing.place.expiresAt !== undefined ? isoTime(standing.place.expiresAt) : null,
    nextPollSeconds: pollSeconds(line, position, now, { tickSeconds, random: Math.random() }),
    serverTime: isoTime(now),
  };
};
