/** What a queue token says of itself: whether its owner is inside, and until when. The service alone decides. Pure. */

export interface Pass {
  readonly token: string;
  readonly isAdmitted: boolean;
  /** When the stay ends, in milliseconds since 1970; undefined while waiting. */
  readonly endsAtMs: number | undefined;
}

const claimsOf = (token: string): Readonly<Record<string, unknown>> => {
  const payload = token.split(".")[1] ?? "";
  const json: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  return typeof json === "object" && json !== null ? { ...json } : {};
};

/** Undefined for what is no queue token. */
export const passOf = (token: string): Pass | undefined => {
  try {
    const { status, exp } = claimsOf(token);
    return {
      token,
      isAdmitted: status === "ADMITTED",
      endsAtMs: typeof exp === "number" ? exp * 1000 : undefined,
    };
  } catch {
    return undefined;
  }
};
