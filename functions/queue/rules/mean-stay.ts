/** How long admissions last: measured by each tick, and the base of every estimated wait. Pure. */
import type { QueueSettings, QueueStats } from "#functions/queue/rules/queue-state.ts";

/** Person-seconds inside and departures, of which their quotient is the mean stay. */
export type StayTotals = Pick<QueueStats, "stayedSeconds" | "departures">;

/** After this time a measurement counts half, so that the mean follows a sale that changes its pace. */
const HALF_LIFE_SECONDS = 300;

/** Adds a stretch of time during which `active` people were inside, of whom `departed` had gone by its end. */
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

/** The weight of the prior below, in departures: a share of the people who fit inside. */
const PRIOR_SHARE = 0.02;

/**
 * How long an admission lasts on average, whether it ends by payment, by leaving, by a no-show or by expiry. This is
 * the time at risk over the departures in it: the maximum likelihood estimate for stays of which many have not ended
 * yet (D. R. Cox, D. Oakes, "Analysis of Survival Data", 1984, 3.2), with a quarter of the longest possible stay as a
 * prior for the time before much has been measured.
 */
export const meanStaySeconds = ({ stayedSeconds, departures }: StayTotals, settings: QueueSettings): number => {
  const priorDepartures = Math.max(1, settings.maxActive * PRIOR_SHARE);
  const priorSeconds = (settings.claimSeconds + settings.passSeconds) / 4;
  return (stayedSeconds + priorDepartures * priorSeconds) / (departures + priorDepartures);
};
