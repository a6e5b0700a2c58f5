import { createHash, randomBytes } from "node:crypto";

const digest = (parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

/** A fresh opaque id. */
export const freshId = (prefix: string): string => `${prefix}_${randomBytes(12).toString("base64url")}`;

/**
 * The id of the thing that one user's request with one idempotency key makes: a repeat arrives at the
 * same id, so it can't make a second thing. 132 bits of SHA-256.
 */
export const derivedId = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}_${digest(parts).slice(0, 22)}`;

/** Shows whether two requests are the same, without keeping what they contain. */
export const fingerprint = (...parts: readonly unknown[]): string => digest(parts.map((part) => JSON.stringify(part)));

/**
 * The id of something that a request creates: derived from its idempotency key if it has one, else fresh.
 * @param scope what the key belongs to: the user, and whatever else separates one kind of request from another
 */
export const newId = (prefix: string, idempotencyKey: string | undefined, ...scope: readonly string[]): string =>
  idempotencyKey === undefined ? freshId(prefix) : derivedId(prefix, ...scope, idempotencyKey);
