import { setTimeout as sleep } from "node:timers/promises";
import type { ApiResponse } from "#test/conformance/support/client.ts";
import { eventually } from "#test/support/eventually.ts";

const POLL_MS = 250;
/** A busy machine takes several times as long as a quiet one. */
const WAIT_SECONDS_MAX = 60;
const ATTEMPTS_MAX = 25;

/** Polls the service until `probe` finds something, and returns it. @throws Error naming what was awaited if that takes too long */
export const until = <Found>(
  awaited: string,
  probe: () => Promise<Found | undefined>,
  secondsMax = WAIT_SECONDS_MAX,
  pollMs = POLL_MS,
): Promise<Found> => eventually(awaited, probe, secondsMax, pollMs);

/** The longest time in which a function goes by what it has read of something that everybody may read. */
const KEPT_MS_MAX = 2000;

/**
 * Polls until `probe` finds something, and waits until every instance of the function that showed it must know it: on AWS the
 * next request may reach another one.
 */
export const untilEverywhere = async <Found>(
  awaited: string,
  probe: () => Promise<Found | undefined>,
): Promise<Found> => {
  const found = await until(awaited, probe);
  await sleep(KEPT_MS_MAX);
  return found;
};

/**
 * Sleeps until `deadline` on the server's clock, which shows `serverTime` now. The server's times are whole seconds, so this
 * may be up to a second late, but never early.
 */
export const untilServerTime = (deadline: string, serverTime: string, plusMs = 0): Promise<void> =>
  sleep(Math.max(0, Date.parse(deadline) - Date.parse(serverTime) + plusMs));

/**
 * Sends a request, and again whenever the response has Retry-After, as a client should. `statuses` holds the status of each
 * response, including the last one.
 */
export const persist = async <Body>(
  send: () => Promise<ApiResponse<Body>>,
): Promise<{ readonly response: ApiResponse<Body>; readonly statuses: readonly number[] }> => {
  const statuses: number[] = [];
  for (;;) {
    const response = await send();
    statuses.push(response.status);
    const retryAfterSeconds = response.headers.get("retry-after");
    if (retryAfterSeconds === null || statuses.length >= ATTEMPTS_MAX) return { response, statuses };
    // Clients that were refused at the same time must not retry at the same time.
    await sleep(Number(retryAfterSeconds) * 1000 * (1 + Math.random()));
  }
};
