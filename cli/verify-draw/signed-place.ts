import * as z from "zod/mini";
import { type PublishedKeys, Refusal, signedPayload } from "#cli/verify/signed-text.ts";

/** What a queue token says about a place. Arrivals and numbers are those of the API, presale after LANE_START. */
export interface SignedPlace {
  /** Undefined in a token from before the arrival was numbered. */
  readonly arrival: number | undefined;
  /** Undefined in a token from before the draw. */
  readonly number: number | undefined;
}

const Claims = z.object({
  aud: z.string(),
  arrival: z.optional(z.int().check(z.positive())),
  number: z.optional(z.int().check(z.positive())),
});

/**
 * The place that a token of this concert proves. An expired token still proves it.
 * @throws Refusal if the service has not signed the token, or signed it for another concert
 */
export const signedPlace = async (token: string, keys: PublishedKeys, concertId: string): Promise<SignedPlace> => {
  const { data: claims } = Claims.safeParse(await signedPayload(token, keys, "token"));
  if (claims === undefined) throw new Refusal("The token is signed by the service but shows no place.");
  if (claims.aud !== concertId) throw new Refusal(`The token is for ${claims.aud}, not for ${concertId}.`);
  return { arrival: claims.arrival, number: claims.number };
};
