/** Signatures by which a receiver verifies that a message is from Encore, as in Standard Webhooks 1.0.0. Pure. */
import { createHmac, hkdfSync } from "node:crypto";
import type { Seconds } from "#functions/shared/time.ts";

const KEY_BYTES = 32;
const SECRET_PREFIX = "whsec_";
const SECRET_TEXT_LENGTH_MIN = 43;

/**
 * The signing secret of one webhook: HKDF-SHA-256 (RFC 5869) of the service's secret text and the webhook's id. So no
 * secret is stored, and one of them reveals no other.
 * @throws Error if the text is too short to have 256 bits of entropy
 */
export const webhookSecret = (secretText: string, webhookId: string): string => {
  if (secretText.length < SECRET_TEXT_LENGTH_MIN) throw new Error("The secret text of the webhooks is too short.");
  const key = hkdfSync("sha256", secretText, "", `encore webhook 1 ${webhookId}`, KEY_BYTES);
  return SECRET_PREFIX + Buffer.from(key).toString("base64");
};

/** What is signed; the names are those of the specification. */
export interface SignedMessage {
  /** Stays the same when the message is sent again. */
  readonly id: string;
  readonly timestamp: Seconds;
  readonly body: string;
}

/** The three headers by which a receiver verifies a message. */
export const signatureHeaders = (
  secret: string,
  { id, timestamp, body }: SignedMessage,
): Readonly<Record<string, string>> => {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": `v1,${signature}` };
};
