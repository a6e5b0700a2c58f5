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
 * The claims of a queue token, a JWT signed with ES256. `generation` counts the user's places in this queue: a token is
 * of use only while its place is live.
 */
const claimsSchema = z.object({
  sub: z.string(),
  aud: z.string(),
  generation: z.int().check(z.positive()),
  status: z.enum(["WAITING", "ADMITTED"]),
  /** Present once the place is numbered. `number` follows when the lobby is drawn. */
  arrival: z.optional(z.int()),
  number: z.optional(z.int()),
  /** When the join was first sent, if it has been sent again since. */
  joinedAt: z.optional(z.int()),
  iat: z.int(),
  exp: z.optional(z.int()),
});

/** What a queue token says that is genuine, has not expired, and belongs to the user. */
export interface VerifiedQueueToken {
  readonly concertId: string;
  readonly userId: string;
  readonly generation: number;
  readonly status: "WAITING" | "ADMITTED";
  readonly issuedAt: number;
  /** When its bearer joined, while the place has no arrival. */
  readonly joinedAt: number;
}

/** The type is checked because the same key signs receipts. */
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
  const claims = claimsSchema.safeParse(payload).data;
  if (claims === undefined || claims.sub !== userId) throw new Problem("QUEUE_TOKEN_INVALID");
  return {
    concertId: claims.aud,
    userId,
    generation: claims.generation,
    status: claims.status,
    issuedAt: claims.iat,
    joinedAt: claims.joinedAt ?? claims.iat,
  };
};

/**
 * Requires an ADMITTED queue token of the user. After the first call of a function this does no I/O (Q9).
 * @param concertId the concert that the token must be for; undefined: any
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

/**
 * What a queue token says, if one was sent that is genuine and of this user and concert. Any other counts as not sent.
 * @throws Problem UNAVAILABLE if the keys can't be read
 */
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
