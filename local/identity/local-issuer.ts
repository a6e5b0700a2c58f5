const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** `npm start` puts the identity provider on the port after the service's. Undefined for a remote service. */
export const localIssuer = (url: string): string | undefined => {
  const { hostname, port } = new URL(url);
  return LOOPBACK.has(hostname) ? `http://127.0.0.1:${Number(port) + 1}` : undefined;
};
