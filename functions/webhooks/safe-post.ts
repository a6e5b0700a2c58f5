import { type LookupAddress, type LookupAllOptions, lookup } from "node:dns";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { hostOf, isPublicAddress, refusalOf } from "#functions/webhooks/rules/webhook-address.ts";

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the look-up of the name to the status of the answer. */
  readonly timeoutMs: number;
  /** Whether this machine may be called, for development. */
  readonly allowsLocal: boolean;
  /** Looks names up, as `lookup` of node:dns does; that one if absent. */
  readonly resolve?: ResolveName;
}

export type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The status that was answered, or why none was. */
export type PostOutcome = { readonly status: number } | { readonly reason: string };

class ForbiddenAddress extends Error {
  readonly code = "ADDRESS_NOT_PUBLIC";
}

/**
 * Looks a name up and hands out its addresses only if each may be called. The connection is made to what is handed out
 * here, so a name that leads elsewhere the next time (DNS rebinding) gains nothing.
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
 * Posts a message. A redirect is not followed, as its target is nobody's choice, and of the answer only the status is
 * looked at. Never throws: an address that may not be called is a reason like others.
 */
export const safePost = (post: Post): Promise<PostOutcome> => {
  const { url: text, headers, body, timeoutMs, allowsLocal, resolve: resolveName = lookup } = post;
  // A connection to an IP address asks no look-up, so the URL is checked here too, by the rules of now.
  if (refusalOf(text, { allowsLocal }) !== undefined) return Promise.resolve({ reason: "ADDRESS_NOT_PUBLIC" });
  const url = new URL(text);
  const send = url.protocol === "http:" ? httpRequest : httpsRequest;
  return new Promise((resolve) => {
    const request = send(
      {
        protocol: url.protocol,
        hostname: hostOf(url),
        port: url.port,
        path: url.pathname + url.search,
        method: "POST",
        headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
        // Kept connections die while a function sleeps, and the next call on them would be lost.
        agent: false,
        lookup: guardedLookup(allowsLocal, resolveName),
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response: IncomingMessage) => {
        resolve({ status: response.statusCode ?? 0 });
        response.destroy();
      },
    );
    // Also told when the rest of an answer is thrown away; the outcome is settled by then.
    request.on("error", (error) => resolve({ reason: reasonOf(error) }));
    request.end(body);
  });
};
