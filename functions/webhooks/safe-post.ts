import { type LookupAddress, type LookupAllOptions, lookup } from "node:dns";
import type { IncomingMessage } from "node:http";
import type { LookupFunction } from "node:net";
import { nodeClientFor } from "#functions/shared/node-client.ts";
import { addressFlaw, hostOf, isPublicAddress } from "#functions/webhooks/rules/webhook-address.ts";

/** HTTP POST to a URL that somebody else has chosen, safe from server-side request forgery (SSRF). */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the look-up of the name to the status of the response. */
  readonly timeoutMs: number;
  /** Whether this machine may be called, for development. */
  readonly allowsLocal: boolean;
  /** Looks names up; `lookup` of node:dns if absent. */
  readonly resolve?: ResolveName;
}

export type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The status of the response, or why there was none: a code such as "TIMEOUT" or "ECONNREFUSED". */
export type PostOutcome = { readonly status: number } | { readonly reason: string };

class ForbiddenAddress extends Error {
  readonly code = "ADDRESS_NOT_PUBLIC";
}

/**
 * Looks a name up, and returns its addresses only if each of them may be called. The connection is made to what is
 * returned here, so a name that resolves to another address the next time (DNS rebinding) gains nothing.
 */
const guardedLookup =
  (allowsLocal: boolean, resolve: ResolveName): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const [first] = addresses;
      const isForbidden = addresses.some(({ address }) => !isPublicAddress(address, { allowsLocal }));
      if (first === undefined || isForbidden) return callback(new ForbiddenAddress(), "", 0);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };

const reasonOf = (error: Error & { readonly code?: string }): string =>
  error.name === "AbortError" || error.name === "TimeoutError" ? "TIMEOUT" : (error.code ?? error.name);

/**
 * Posts a message. A redirect is not followed, since nobody has checked its target, and only the status of the response
 * is read. Never rejects: an address that may not be called is an outcome like others.
 */
export const safePost = async (post: Post): Promise<PostOutcome> => {
  const { url: text, headers, body, timeoutMs, allowsLocal, resolve: resolveName = lookup } = post;
  // A connection to an IP address makes no look-up, so the URL is checked too; the rules may be newer than the webhook.
  if (addressFlaw(text, { allowsLocal }) !== undefined) return { reason: "ADDRESS_NOT_PUBLIC" };
  const url = new URL(text);
  const { request: send } = await nodeClientFor(url);
  return await new Promise((resolve) => {
    const request = send(
      {
        protocol: url.protocol,
        hostname: hostOf(url),
        port: url.port,
        path: url.pathname + url.search,
        method: "POST",
        headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
        // A kept connection dies while the function is frozen, and the next request on it would be lost.
        agent: false,
        lookup: guardedLookup(allowsLocal, resolveName),
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response: IncomingMessage) => {
        resolve({ status: response.statusCode ?? 0 });
        response.destroy();
      },
    );
    // Also emitted when the rest of a response is discarded; the outcome is settled by then.
    request.on("error", (error) => resolve({ reason: reasonOf(error) }));
    request.end(body);
  });
};
