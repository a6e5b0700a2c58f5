/**
 * Which addresses a webhook may have: public ones, over HTTPS. An operator chooses the URL, but a function calls it
 * from inside AWS, so an address that is reachable only from there must be refused (SSRF). Pure.
 */
import { BlockList, isIP } from "node:net";

/** Special-purpose addresses of the IANA registries (RFC 6890 and its updates) that are not the public internet. */
const SPECIAL: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // Link-local; 169.254.169.254 and .170.2 are where AWS hands out credentials.
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 96],
  // Addresses that embed an IPv4 address, which could be any of those above.
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["3fff::", 20],
  ["5f00::", 16],
  ["100::", 64],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

const listOf = (networks: typeof SPECIAL): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, isIP(network) === 6 ? "ipv6" : "ipv4");
  return list;
};

const special = listOf(SPECIAL);
const loopback = listOf([
  ["127.0.0.0", 8],
  ["::1", 128],
]);

/** Whether a list has an address. BlockList also matches IPv4 written as IPv6 (::ffff:127.0.0.1). */
const has = (list: BlockList, address: string): boolean => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** Whether a webhook may be sent to this IP address. */
export const isPublicAddress = (address: string, { allowsLocal }: { readonly allowsLocal: boolean }): boolean => {
  if (isIP(address) === 0) return false;
  return (allowsLocal && has(loopback, address)) || !has(special, address);
};

/** The host of a URL as a name or a bare IP address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

/**
 * Whether a name is this machine's: `localhost` and every name below it (RFC 6761, 6.3), also with the dot at its end
 * that marks a name as complete. A URL's host is in lower case already.
 */
const isLocalhost = (host: string): boolean => /(?:^|\.)localhost\.?$/i.test(host);

const isLocalName = (host: string): boolean => isLocalhost(host) || (isIP(host) !== 0 && has(loopback, host));

/**
 * Why a webhook can't have this URL, in a sentence; undefined if it can. The addresses behind a host name are checked
 * at each call, by safe-post.ts.
 */
export const addressFlaw = (text: string, options: { readonly allowsLocal: boolean }): string | undefined => {
  const url = URL.parse(text);
  if (url === null) return "This is not a URL.";
  const host = hostOf(url);
  const isLocal = options.allowsLocal && isLocalName(host);
  if (url.protocol !== "https:" && !(isLocal && url.protocol === "http:")) return "The URL must begin with https://.";
  if (url.username !== "" || url.password !== "") return "The URL must not carry a user name or password.";
  if (isLocalhost(host) && !isLocal) return "The URL must lead to a public address.";
  if (isIP(host) !== 0 && !isPublicAddress(host, options)) return "The URL must lead to a public address.";
  return undefined;
};
