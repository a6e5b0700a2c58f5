import { JwtVerifier } from "aws-jwt-verify";
import { assertStringEquals } from "aws-jwt-verify/assert";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import type { JwtHeader } from "aws-jwt-verify/jwt-model";
import * as z from "zod/mini";
import { environment } from "#functions/shared/environment.ts";
import { QUEUE_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { httpFetcher } from "#functions/shared/http-fetcher.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isRefusal } from "#functions/shared/token-refusal.ts";
import { QUEUE_TOKEN_TYPE } from "#functions/signing/token-types.ts";

/**
 * What a queue token says (claims of a JWT signed with ES256). `generation` counts the user's places in this
 * queue; a pass is worth something only while its place lives.
 */
const Claims = z.object({
  sub: z.string(),
  aud: z.string(),
  generation: z.int().check(z.positive()),
  status: z.enum(["WAITING", "ADMITTED"]),
  /** Once numbered: its arrival, and the number it stands at once the queue is drawn. */
  arrival: z.optional(z.int()),
  number: z.optional(z.int()),
  iat: z.int(),
  exp: z.optional(z.int()),
});

/** A queue token that is genuine, in force, and this user's. */
export interface VerifiedQueueToken {
  readonly concertId: string;
  readonly userId: string;
  readonly generation: number;
  readonly status: "WAITING" | "ADMITTED";
  readonly issuedAt: number;
}

/** The key signs receipts, too. */
const isQueueToken = ({ header }: { header: JwtHeader }): void =>
  assertStringEquals("Token type", header.typ, QUEUE_TOKEN_TYPE);

const verifier = JwtVerifier.create(
  {
    issuer: environment(QUEUE_TOKEN_VARIABLES.issuer),
    audience: null,
    jwksUri: environment(QUEUE_TOKEN_VARIABLES.jwksUri),
    customJwtCheck: isQueueToken,
  },
  { jwksCache: new SimpleJwksCache({ fetcher: httpFetcher }) },
);

const verified = async (token: string, userId: string): Promise<VerifiedQueueToken> => {
  const payload = await verifier.verify(token).catch((error: unknown) => {
    throw new Problem(isRefusal(error) ? "QUEUE_TOKEN_INVALID" : "UNAVAILABLE", {}, { cause: error });
  });
  const claims = Claims.safeParse(payload).data;
  if (claims === undefined || claims.sub !== userId) throw new Problem("QUEUE_TOKEN_INVALID");
  return {
    concertId: claims.aud,
    userId,
    generation: claims.generation,
    status: claims.status,
    issuedAt: claims.iat,
  };
};

/**
 * The pass of somebody whose turn it is. After the first call of a function this does no I/O (Q9).
 * @throws Problem QUEUE_TOKEN_REQUIRED, QUEUE_TOKEN_INVALID or NOT_ADMITTED
 */
export const requireAdmitted = async (
  token: string | undefined,
  userId: string,
  concertId: string | undefined,
): Promise<VerifiedQueueToken> => {
  if (token === undefined || token === "") throw new Problem("QUEUE_TOKEN_REQUIRED");
  const verifiedToken = await verified(token, userId);
  if (concertId !== undefined && verifiedToken.concertId !== concertId) throw new Problem("QUEUE_TOKEN_INVALID");
  if (verifiedToken.status !== "ADMITTED") throw new Problem("NOT_ADMITTED");
  return verifiedToken;
};

/** The place that a token tells of, if it is genuine, this user's and this concert's. An old or foreign one says nothing. */
export const verifyIfSent = async (
  token: string | undefined,
  userId: string,
  concertId: string | undefined,
): Promise<VerifiedQueueToken | undefined> => {
  if (token === undefined || token === "") return undefined;
  try {
    const verifiedToken = await verified(token, userId);
    return verifiedToken.concertId === concertId ? verifiedToken : undefined;
  } catch (error) {
    if (error instanceof Problem && error.code === "QUEUE_TOKEN_INVALID") return undefined;
    throw error;
  }
};
