/** The metrics that functions write and alarms watch. */
export const METRIC_NAMESPACE = "Encore";
export const METRIC_DIMENSION = "FunctionName";

/** How long ago the last decision on any open sale was stored: the longest of them. */
export const SECONDS_SINCE_DECISION = "SecondsSinceDecision";

/** What the sweeps have found, in each run. */
export const SECTIONS_RECOUNTED = "SectionsRecounted";
export const HOLDS_FOLLOWED_UP = "HoldsFollowedUp";
export const TOP_UPS_FOLLOWED_UP = "TopUpsFollowedUp";
export const CALL_OFFS_FOLLOWED_UP = "CallOffsFollowedUp";
