/** How long to wait for other requests that add entries to the same account. Pure. */

/** A read and a transaction take about as long. */
const ENTRY_MS_MIN = 30;
const ENTRY_MS_MAX = 200;
/** Those who all wait for as long as others seem to take would never find out that it goes faster. */
const EAGERNESS = 0.8;

export interface WaitEstimate {
  /** For each entry ahead, in milliseconds. */
  readonly entryMs: number;
  /** How often in a row the account was found as it had been. */
  readonly stillLooks: number;
}

/** @param lostMs the time that a transaction of one's own has taken until it was lost */
export const firstEstimate = (lostMs: number): WaitEstimate => ({ entryMs: bounded(lostMs), stillLooks: 0 });

/**
 * @param added entries since the last look
 * @param elapsedMs since then
 */
export const nextEstimate = ({ entryMs, stillLooks }: WaitEstimate, added: number, elapsedMs: number): WaitEstimate =>
  added === 0
    ? { entryMs: bounded(entryMs * 2), stillLooks: stillLooks + 1 }
    : { entryMs: bounded((EAGERNESS * elapsedMs) / added), stillLooks: 0 };

const bounded = (entryMs: number): number => Math.min(ENTRY_MS_MAX, Math.max(ENTRY_MS_MIN, entryMs));
