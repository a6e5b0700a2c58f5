/**
 * The routes that pages call, without their schemas: a page checks nothing that the service checks, so it carries neither
 * zod nor the schemas. The types of calls still come from contract/.
 */
import type { Plugin } from "vite";
import type { CallTable } from "../../client/call-table.ts";
import type { Route } from "../../contract/route.ts";
import { routes } from "../../contract/routes.ts";

const MODULE = "virtual:route-table";
const RESOLVED = `\0${MODULE}`;

/** What a call needs to know of a route. */
const callOf = ({ method, path, caller, idempotencyKey, cache, responses }: Route): CallTable[string] => ({
  method,
  path,
  caller,
  ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  ...(cache === undefined ? {} : { cache: true }),
  responses: Object.fromEntries(
    Object.entries(responses).map(([status, { body }]) => [status, body === undefined ? {} : { body: true }]),
  ),
});

const tableOf = (callers: readonly Route["caller"][]): CallTable =>
  Object.fromEntries(
    Object.entries<Route>(routes)
      .filter(([, { caller, path }]) => callers.includes(caller) && path.startsWith("/v1/"))
      .map(([name, route]) => [name, callOf(route)]),
  );

/** Gives pages the module `virtual:route-table` with the routes of these callers. */
export const routeTable = (callers: readonly Route["caller"][]): Plugin => ({
  name: "route-table",
  resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
  load: (id) => (id === RESOLVED ? `export const routeTable = ${JSON.stringify(tableOf(callers))};` : undefined),
});
