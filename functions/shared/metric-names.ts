/** The metrics that functions write, and alarms and the dashboard of a stage show. */
export const METRIC_NAMESPACE = "Encore";
/** The only dimension. The name of a function names its stage too. */
export const METRIC_DIMENSION = "FunctionName";

/**
 * What each metric says, for docs/reference/metrics.md. The name of a metric in seconds contains `Seconds`; all others are
 * counts. No bundle has this table: functions use the names as types.
 */
export const METRIC_MEANINGS = {
  SecondsSinceDecision:
    "How long ago the last decision on any open sale was stored: the longest of them. 0 if no sale is open.",
  Admitted: "People admitted in a minute.",
  ActivePasses: "People who are admitted and have not left, over all open sales, at the last tick of a minute.",
  Claims: "Turns that were claimed. A claim starts a pass.",
  Holds: "Holds begun, counted when their change is published.",
  HoldConflicts: "Tries of a hold that lost at least one seat to somebody else.",
  HoldsExpired: "Holds that ended because they were not paid.",
  Payments: "Reservations paid.",
  Cancellations: "Reservations cancelled, all of their seats or some.",
  ExpiryLagSeconds: "How long after its time a hold was ended. Its seats are free at its time all the same.",
  EventLagSeconds: "From a change of a reservation until its event is published: the slowest of a batch.",
  DeliveriesFailed: "Attempts to deliver an event to a webhook: 1 if it failed, 0 if not. The average is the share.",
  SectionsRecounted: "Sections whose counts the sweep had to correct.",
  HoldsFollowedUp: "Holds past their end that the sweep has reminded of.",
  TopUpsFollowedUp: "Unsettled top-ups whose check the sweep has sent again.",
  TopUpsPending: "Top-ups that have been without an end for more than ten minutes, at most 500 in each partition.",
  CallOffsFollowedUp: "Call-offs that had stopped, and that the sweep has continued.",
  AuditFindings: "Findings of the daily audit: of its last whole round, or of the one under way if these are more.",
  ConcertsAudited: "Concerts that the daily audit has finished.",
} as const satisfies Readonly<Record<string, string>>;

export type MetricName = keyof typeof METRIC_MEANINGS;
