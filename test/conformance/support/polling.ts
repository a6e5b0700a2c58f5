import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "#test/conformance/support/client.ts";

const POLL_MS = 250;
const WAIT_SECONDS_MAX = 25;
const ATTEMPTS_MAX = 25;

/**
 * Asks again until `probe` finds something, and returns it.
 * @throws Error saying what was awaited if nothing is found in time.
 */
export const until = async <Found>(
  awaited: string,
  probe: () => Promise<Found | undefined>,
  secondsMax = WAIT_SECONDS_MAX,
  pollMs = POLL_MS,
): Promise<Found> => {
  const deadline = Date.now() + secondsMax * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${secondsMax} s: ${awaited}.`);
    await sleep(pollMs);
  }
};

/**
 * Sleeps until `deadline` by the server's clock, whose time is `serverTime` right now. The server tells whole seconds,
 * so this may be up to a second late, and never early.
 */
export const untilServerTime = (deadline: string, serverTime: string, plusMs = 0): Promise<void> =>
  sleep(Math.max(0, Date.parse(deadline) - Date.parse(serverTime) + plusMs));

/**
 * Sends the same request again whenever the answer says when to, as a client should. Every status that
 * came is in `statuses`; the last belongs to the answer.
 */
export const persist = async <Body>(
  send: () => Promise<Answer<Body>>,
): Promise<{ readonly answer: Answer<Body>; readonly statuses: readonly number[] }> => {
  const statuses: number[] = [];
  for (;;) {
    const answer = await send();
    statuses.push(answer.status);
    const retryAfterSeconds = answer.headers.get("retry-after");
    if (retryAfterSeconds === null || statuses.length >= ATTEMPTS_MAX) return { answer, statuses };
    // Clients that were refused together must not come back together.
    await sleep(Number(retryAfterSeconds) * 1000 * (1 + Math.random()));
  }
};
