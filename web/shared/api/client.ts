/** The service, as pages call it: on their own origin, with the session's token, and with an ear for the service's clock. */
import { routeTable } from "virtual:route-table";
import type { CallArguments, CallResult } from "#client/call-types.ts";
import { ProblemError } from "#client/problem-error.ts";
import { createTableClient } from "#client/table-client.ts";
import type { RouteName } from "#contract/routes.ts";
import { proveIfAsked } from "#web/shared/api/browser-proof.ts";
import { syncClock } from "#web/shared/clock/clock.ts";
import { accessToken, refuseToken } from "#web/shared/session/session.ts";

const client = createTableClient(routeTable, { url: "", userToken: accessToken });

/** A public response has been kept by a function, by a CDN and by the browser: two seconds each at most. */
const CACHED_MS_MAX = 6000;

const once = async <Name extends RouteName>(name: Name, given: CallArguments<Name>): Promise<CallResult<Name>> => {
  const sentMs = performance.now();
  const result = await client.call(name, ...given);
  const receivedMs = performance.now();
  const body: unknown = result.body;
  if (typeof body === "object" && body !== null && "serverTime" in body && typeof body.serverTime === "string") {
    const isPublic = routeTable[name]?.cache !== undefined;
    syncClock(body.serverTime, sentMs, receivedMs, isPublic ? CACHED_MS_MAX : 0);
  }
  return result;
};

/**
 * Calls a route. A token that the service refuses is renewed once.
 * @throws ProblemError if the service refuses; TypeError if it can't be reached; SignInNeeded if nobody is signed in
 */
export const call = async <Name extends RouteName>(
  name: Name,
  ...given: CallArguments<Name>
): Promise<CallResult<Name>> => {
  try {
    return await once(name, given);
  } catch (error) {
    if (error instanceof ProblemError) proveIfAsked(error.headers);
    if (!(error instanceof ProblemError) || error.code !== "UNAUTHENTICATED") throw error;
    await refuseToken();
    return once(name, given);
  }
};
