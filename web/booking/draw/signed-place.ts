/** What a queue token says of its place. The service signed it; the page only reads it. Pure. */
import type { SignedPlace } from "#web/booking/draw/draw-check.ts";

const jsonOf = (base64url: string): unknown => {
  const bytes = Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
};

/** @returns undefined for anything that is no token of a numbered place */
export const signedPlaceOf = (token: string): SignedPlace | undefined => {
  try {
    const claims = jsonOf(token.split(".")[1] ?? "");
    if (typeof claims !== "object" || claims === null) return undefined;
    if (!("arrival" in claims) || typeof claims.arrival !== "number") return undefined;
    const number = "number" in claims && typeof claims.number === "number" ? claims.number : null;
    return { arrival: claims.arrival, number };
  } catch {
    return undefined;
  }
};
