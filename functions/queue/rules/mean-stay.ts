/** How fast places inside come free: updateStay by each tick, read by every estimate of a wait. */
import type { QueueSettings, QueueStats } from "#functions/queue/rules/queue-state.ts";

export type StayTotals = Pick<QueueStats, "stayedSeconds" | "departures">;

/** What was updateStay counts half after this time, so that a sale that changes its pace is followed. */
const HALF_LIFE_SECONDS = 300;

/** One more stretch of time: so many people were inside, and so many of them have gone by its end. */
export const updateStay = (
  { stayedSeconds, departures }: StayTotals,
  stretch: { readonly seconds: number; readonly active: number; readonly departed: number },
): StayTotals => {
  if (stretch.active === 0) return { stayedSeconds, departures };
  const kept = 0.5 ** (stretch.seconds / HALF_LIFE_SECONDS);
  return {
    stayedSeconds: Math.round(stayedSeconds * kept + stretch.active * stretch.seconds),
    departures: Math.round((departures * kept + Math.max(0, stretch.departed)) * 100) / 100,
  };
};

/** How much the assumption below weighs, in departures: a share of the people who fit inside. */
const ASSUMED_SHARE = 0.02;

/**
 * How long an admission lasts on average, whether it ends by payment, by leaving, by not coming or by running out.
 * The time at risk over the departures in it: the estimate of greatest likelihood for stays of which many have not
 * ended yet (D. R. Cox, D. Oakes, "Analysis of Survival Data", 1984, 3.2). Before much has been seen, a quarter of the
 * longest possible stay is assumed.
 */
export const meanStaySeconds = ({ stayedSeconds, departures }: StayTotals, settings: QueueSettings): number => {
  const assumed = Math.max(1, settings.maxActive * ASSUMED_SHARE);
  const assumedSeconds = (settings.claimSeconds + settings.passSeconds) / 4;
  return (stayedSeconds + assumed * assumedSeconds) / (departures + assumed);
};
