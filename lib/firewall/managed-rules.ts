import { type Rule, visibility } from "#lib/firewall/visibility.ts";

interface ManagedGroup {
  readonly name: string;
  /** Rules that only count, with the reason. */
  readonly onlyCounted?: Readonly<Record<string, string>>;
}

/** AWS's own groups without a price of their own. */
const GROUPS: readonly ManagedGroup[] = [
  { name: "AWSManagedRulesAmazonIpReputationList" },
  { name: "AWSManagedRulesKnownBadInputsRuleSet" },
  {
    name: "AWSManagedRulesCommonRuleSet",
    onlyCounted: {
      SizeRestrictions_BODY: "A section of a chart is larger; the API has limits of its own for every body.",
      CrossSiteScripting_BODY: "Descriptions of concerts may have any text; pages show it as text.",
    },
  },
];

export const managedRules = (): readonly Rule[] =>
  GROUPS.map(({ name, onlyCounted = {} }) => ({
    name,
    overrideAction: { none: {} },
    visibilityConfig: visibility(name),
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ruleActionOverrides: Object.keys(onlyCounted).map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  }));
