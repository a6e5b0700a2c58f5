import { createHash, randomBytes } from "node:crypto";

const digest = (parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

/** A fresh opaque id. */
export const freshId = (prefix: string): string => `${prefix}_${randomBytes(12).toString("base64url")}`;

/**
 * The id of what a user's request with an idempotency key creates. A repeat derives the same id, so it can't create a
 * second one. 132 bits of SHA-256.
 */
export const derivedId = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}_${digest(parts).slice(0, 22)}`;

/** A digest by which two requests can be compared without storing what they contain. */
export const fingerprint = (...parts: readonly unknown[]): string => digest(parts.map((part) => JSON.stringify(part)));

/**
 * The id of what a request creates: derived from its idempotency key if there is one, else fresh.
 * @param scope within which the key is unique: the user, and whatever else separates one kind of request from another
 */
export const newId = (prefix: string, idempotencyKey: string | undefined, ...scope: readonly string[]): string =>
  idempotencyKey === undefined ? freshId(prefix) : derivedId(prefix, ...scope, idempotencyKey);
