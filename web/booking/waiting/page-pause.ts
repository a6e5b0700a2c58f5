/** The pauses of a page: they end early when it wakes up, and what they wait for is shown. */
import { effect } from "@preact/signals";
import type { Pauses } from "#client/persistently.ts";
import { type Known, withLook, withTrouble } from "#web/booking/waiting/known.ts";
import { troubleOf } from "#web/booking/waiting/refusal.ts";
import { type OnWakeUp, wakePause } from "#web/booking/waiting/wake-pause.ts";
import { serverNow, wokeUp } from "#web/shared/clock/clock.ts";
import { isOnline } from "#web/shared/clock/connection.ts";

const onWakeUp: OnWakeUp = (listener) => {
  const before = wokeUp.peek();
  return effect(() => {
    if (wokeUp.value !== before) listener();
  });
};

export const pauseOf = (signal: AbortSignal, learn: (change: (before: Known) => Known) => void): Pauses => ({
  random: Math.random,
  // A place is kept however long the connection is away.
  unreachedMax: Number.POSITIVE_INFINITY,
  pause: (seconds, { leastSeconds, failure }) => {
    const atMs = serverNow() + seconds * 1000;
    learn((before) =>
      failure === undefined
        ? withLook(before, atMs)
        : withTrouble(before, { kind: troubleOf(failure, isOnline.peek()), againAtMs: atMs }),
    );
    return wakePause({ seconds, leastSeconds, signal, onWakeUp, nowMs: () => performance.now() });
  },
});
