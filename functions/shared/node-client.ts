/**
 * Node's own client for a URL. Imported as a module, node:http also loads the client behind the global `fetch`, which takes
 * longer than all the code of a function. On AWS every address has HTTPS, and node:https loads nothing of the kind.
 */
export const nodeClientFor = ({ protocol }: URL): Promise<typeof import("node:http") | typeof import("node:https")> =>
  protocol === "http:" ? import("node:http") : import("node:https");
