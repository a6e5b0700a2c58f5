import type { CfnWebACL } from "aws-cdk-lib/aws-wafv2";

/** A rule counts what it matches, and keeps samples of it for three hours. */
export const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
});

/** A rule without its place in the list, which follows from the order. */
export type Rule = Omit<CfnWebACL.RuleProperty, "priority">;
