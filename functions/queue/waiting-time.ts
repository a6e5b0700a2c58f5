import { type Line, statusOf } from "#functions/queue/line.ts";
import type { Seconds } from "#functions/shared/time.ts";

const POLL_SECONDS_MIN = 2;
const POLL_SECONDS_MAX = 30;

const bounded = (seconds: number): number =>
  Math.round(Math.min(POLL_SECONDS_MAX, Math.max(POLL_SECONDS_MIN, seconds)));

/** How long everybody who watches the line should wait before looking again. */
export const watchSeconds = (line: Line, now: Seconds): number => {
  switch (statusOf(line, now)) {
    case "OPEN":
      return POLL_SECONDS_MIN;
    case "LOBBY":
      return bounded((line.settings.opensAt - now) / 4);
    case "PAUSED":
    case "SOLD_OUT":
      return 10;
    case "CLOSED":
      return POLL_SECONDS_MAX;
  }
};

/**
 * How long somebody with `ahead` people before them should wait before asking again: a quarter of the wait, and never
 * so long that a turn could come and go meanwhile.
 */
export const pollSeconds = (line: Line, ahead: number | null, now: Seconds): number => {
  const half = Math.max(1, Math.floor(line.settings.claimSeconds / 2));
  const wanted = ahead === null ? watchSeconds(line, now) : bounded(((ahead / paceOf(line)) * 60) / 4);
  return Math.min(half, wanted);
};

/** People admitted in a minute, as measured; while there are none, as many as leave when the line is full. */
const paceOf = ({ admittedPerMinute, settings }: Line): number =>
  admittedPerMinute > 0
    ? admittedPerMinute
    : (60 * settings.maxActive) / (settings.claimSeconds + settings.passSeconds);

/** A range for the wait, from the pace of the last minute; null while there is none. */
export const estimatedWait = (line: Line, ahead: number | null): { low: number; high: number } | null => {
  if (ahead === null || line.admittedPerMinute === 0) return null;
  const seconds = (ahead / line.admittedPerMinute) * 60;
  return { low: Math.floor(seconds * 0.8), high: Math.ceil(seconds * 1.5) };
};
