/** The tokens of a session as the browser keeps them, and what is read from them. Pure. */

export interface Tokens {
  readonly access: string;
  readonly refresh: string | null;
  /** By the device's clock, in milliseconds: good for telling that a token is old, for nothing else. */
  readonly renewAtMs: number;
  readonly user: User;
}

export interface User {
  /** `sub` of the tokens. */
  readonly id: string;
  /** To show. */
  readonly name: string;
}

const isUser = (value: unknown): value is User =>
  typeof value === "object" &&
  value !== null &&
  "id" in value &&
  typeof value.id === "string" &&
  "name" in value &&
  typeof value.name === "string";

export const parseTokens = (json: unknown): Tokens | undefined => {
  if (typeof json !== "object" || json === null || !("access" in json) || typeof json.access !== "string") {
    return undefined;
  }
  if (!("user" in json) || !isUser(json.user)) return undefined;
  if (!("renewAtMs" in json) || typeof json.renewAtMs !== "number") return undefined;
  const refresh = "refresh" in json && typeof json.refresh === "string" ? json.refresh : null;
  return { access: json.access, refresh, renewAtMs: json.renewAtMs, user: json.user };
};

/** Whether a path may be returned to after the sign-in: one of this site, never another site's address. */
export const isOwnPath = (path: string): boolean => /^\/(?![/\\])/.test(path);
