import { SignJWT } from "jose/jwt/sign";
import type * as z from "zod/mini";
import type { Line } from "#functions/queue/line.ts";
import type { QueueToken } from "#functions/queue/schemas.ts";
import { signingKey } from "#functions/queue/signing-key.ts";
import type { Standing } from "#functions/queue/standing.ts";
import { estimatedWait, pollSeconds } from "#functions/queue/waiting-time.ts";
import { environment } from "#functions/shared/environment.ts";
import { QUEUE_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

type Present = Extract<Standing, { kind: "arriving" | "waiting" | "admitted" }>;

const issuer = environment(QUEUE_TOKEN_VARIABLES.issuer);

const sign = async (line: Line, userId: string, standing: Present, now: Seconds): Promise<string> => {
  const { privateKey, publicJwk } = await signingKey();
  const isAdmitted = standing.kind === "admitted";
  const jwt = new SignJWT({
    generation: standing.kind === "arriving" ? standing.generation : standing.place.generation,
    status: isAdmitted ? "ADMITTED" : "WAITING",
    ...(isAdmitted && { cohort: standing.place.cohort }),
  })
    .setProtectedHeader({ alg: "ES256", kid: publicJwk.kid, typ: "JWT" })
    .setIssuer(issuer)
    .setSubject(userId)
    .setAudience(line.concertId)
    // An arrival keeps the time of its join, so that one which gets lost is noticed and sent again.
    .setIssuedAt(standing.kind === "arriving" ? standing.since : now);
  if (isAdmitted && standing.place.expiresAt !== undefined) jwt.setExpirationTime(standing.place.expiresAt);
  return jwt.sign(privateKey);
};

/** The answer that tells a user their place, with a token signed for it (Q9). */
export const queueTokenAnswer = async (
  line: Line,
  userId: string,
  standing: Present,
  now: Seconds,
): Promise<z.infer<typeof QueueToken>> => {
  const number = standing.kind === "arriving" ? null : standing.number;
  const isAdmitted = standing.kind === "admitted";
  const ahead = isAdmitted ? 0 : number && Math.max(0, number - line.served - 1);
  return {
    concertId: line.concertId,
    token: await sign(line, userId, standing, now),
    status: isAdmitted ? "ADMITTED" : "WAITING",
    number,
    ahead,
    estimatedWaitSeconds: isAdmitted ? null : estimatedWait(line, ahead),
    expiresAt: isAdmitted && standing.place.expiresAt !== undefined ? isoTime(standing.place.expiresAt) : null,
    nextPollSeconds: pollSeconds(line, ahead, now),
    serverTime: isoTime(now),
  };
};
