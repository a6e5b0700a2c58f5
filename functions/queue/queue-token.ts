import { JwtVerifier } from "aws-jwt-verify";
import { assertStringEquals } from "aws-jwt-verify/assert";
import type { JwtHeader } from "aws-jwt-verify/jwt-model";
import * as z from "zod/mini";
import { environment } from "#functions/shared/environment.ts";
import { QUEUE_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { jwksCacheOf } from "#functions/shared/jwks-cache.ts";
import { type KeySet, newKeySet } from "#functions/shared/key-set.ts";
import { Problem } from "#functions/shared/problem.ts";
import { monotonicMs } from "#functions/shared/time.ts";
import { tokenProblem } from "#functions/shared/token-refusal.ts";
import { KEY_SET_KEPT_SECONDS, type PublicJwk, type PublishedKeys } from "#functions/signing/rules/published-key.ts";
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

const issuer = environment(QUEUE_TOKEN_VARIABLES.issuer);

/** How often tokens with unknown key ids may have the key set read. */
const PAUSE_MS = 1000;

/** Reads the public keys of the service. @param options.consistent whether every key that was published before must be there */
export type ReadPublishedKeys = (options: { readonly consistent: boolean }) => Promise<PublishedKeys>;

/** The public keys of the service, as one function keeps them. */
export const newServiceKeySet = (read: ReadPublishedKeys, nowMs: () => number = monotonicMs): KeySet<PublicJwk> =>
  newKeySet({
    read: async (isCertain) => {
      const published = await read({ consistent: isCertain });
      return new Map(Array.from(published, ([keyId, { publicJwk }]) => [keyId, publicJwk]));
    },
    refreshMs: KEY_SET_KEPT_SECONDS * 1000,
    pauseMs: PAUSE_MS,
    nowMs,
  });

const newVerifier = (keySet: KeySet<PublicJwk>) =>
  JwtVerifier.create(
    // The verifier wants an address and never uses it: the keys come from the table.
    { issuer, audience: null, jwksUri: `${issuer}/.well-known/jwks.json`, customJwtCheck: isQueueToken },
    { jwksCache: jwksCacheOf({ issuer, keySet, check: isQueueToken }) },
  );

type Verifier = ReturnType<typeof newVerifier>;

const verified = async (verifier: Verifier, token: string, userId: string): Promise<VerifiedQueueToken> => {
  const payload = await verifier.verify(token).catch((error: unknown) => {
    throw tokenProblem(error, "QUEUE_TOKEN_INVALID");
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
 * The checks of queue tokens, as one function makes them. How it reads keys is passed in: a store that this file imported
 * would be whole in the code of every function, because this file is loaded on demand.
 */
export interface QueueTokenChecks {
  /**
   * Requires an ADMITTED queue token of the user. After the first call of a function this waits for no I/O (Q9).
   * @param concertId the concert that the token must be for; undefined: any
   * @throws Problem QUEUE_TOKEN_REQUIRED, QUEUE_TOKEN_INVALID or NOT_ADMITTED; UNAVAILABLE if the token can't be checked,
   * because its key is unknown and the key set is out of reach or was read a moment ago
   */
  readonly requireAdmitted: (
    token: string | undefined,
    userId: string,
    concertId: string | undefined,
  ) => Promise<VerifiedQueueToken>;
  /**
   * What a queue token says, if one was sent that is genuine and of this user and concert. Any other counts as not sent.
   * @throws Problem UNAVAILABLE as requireAdmitted does
   */
  readonly verifyIfSent: (
    token: string | undefined,
    userId: string,
    concertId: string | undefined,
  ) => Promise<VerifiedQueueToken | undefined>;
}

export const newQueueTokenChecks = (keySet: KeySet<PublicJwk>): QueueTokenChecks => {
  const verifier = newVerifier(keySet);
  return {
    requireAdmitted: async (token, userId, concertId) => {
      if (token === undefined || token === "") throw new Problem("QUEUE_TOKEN_REQUIRED");
      const verifiedToken = await verified(verifier, token, userId);
      if (concertId !== undefined && verifiedToken.concertId !== concertId) throw new Problem("QUEUE_TOKEN_INVALID");
      if (verifiedToken.status !== "ADMITTED") throw new Problem("NOT_ADMITTED");
      return verifiedToken;
    },
    verifyIfSent: async (token, userId, concertId) => {
      if (token === undefined || token === "") return undefined;
      try {
        const verifiedToken = await verified(verifier, token, userId);
        return verifiedToken.concertId === concertId ? verifiedToken : undefined;
      } catch (error) {
        if (error instanceof Problem && error.code === "QUEUE_TOKEN_INVALID") return undefined;
        throw error;
      }
    },
  };
};
