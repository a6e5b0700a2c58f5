import { describe, expect, test } from "@jest/globals";
import { ProblemSchema } from "#contract/problems.ts";
import { STAGES } from "#lib/stages.ts";
import { resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly [name: string]: unknown;
}

describe.each(STAGE_NAMES)("the firewall in %s", (stageName) => {
  const stage = STAGES[stageName];
  const webAcl = () => resourceAt(stackOf(stageName).template, "AWS::WAFv2::WebACL", "Firewall/WebAcl").properties;
  const rules = (): readonly Rule[] => webAcl()["Rules"];
  const distribution = () =>
    resourceAt(stackOf(stageName).template, "AWS::CloudFront::Distribution", "Edge/Distribution").properties[
      "DistributionConfig"
    ];

  if (stage.firewall === "off") {
    test("is left out", () => {
      expect(resourcesOf(stackOf(stageName).template, "AWS::WAFv2::WebACL")).toEqual([]);
      expect(distribution()).not.toHaveProperty("WebACLId");
    });
    return;
  }

  test("stands in front of the edge", () => {
    const { id } = resourceAt(stackOf(stageName).template, "AWS::WAFv2::WebACL", "Firewall/WebAcl");
    expect(distribution()["WebACLId"]).toEqual({ "Fn::GetAtt": [id, "Arn"] });
    expect(webAcl()).toMatchObject({ Scope: "CLOUDFRONT", DefaultAction: { Allow: {} } });
    expect(rules().map(({ Priority }) => Priority)).toEqual(rules().map((_, index) => index));
  });

  test("counts requests by address and by token, and says when to come back", () => {
    const limitOf = (name: string) => {
      const rule = rules().find(({ Name }) => Name === name);
      const body = JSON.parse(webAcl()["CustomResponseBodies"]["TooManyRequests"]["Content"]);
      expect(rule?.["Action"]).toMatchObject({
        Block: {
          CustomResponse: { ResponseCode: 429, ResponseHeaders: [{ Name: "retry-after", Value: "30" }] },
        },
      });
      expect(ProblemSchema.safeParse({ ...body, instance: "urn:request:1" }).success).toBe(true);
      return (rule?.["Statement"] as Record<string, unknown> | undefined)?.["RateBasedStatement"];
    };
    expect(limitOf("PerAddress")).toMatchObject({ AggregateKeyType: "IP", Limit: stage.requestsPerAddressMax });
    expect(limitOf("PerToken")).toMatchObject({
      AggregateKeyType: "CUSTOM_KEYS",
      CustomKeys: [{ Header: { Name: "authorization" } }],
      Limit: stage.requestsPerTokenMax,
    });
  });

  test("knows AWS's lists of bad addresses and bad requests, and lets large charts through", () => {
    const groups = rules().flatMap((rule) => {
      const group = (rule["Statement"] as Record<string, Record<string, unknown>>)["ManagedRuleGroupStatement"];
      return group === undefined ? [] : [group];
    });
    expect(groups.map(({ Name }) => Name)).toEqual([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
    ]);
    expect(groups[2]?.["RuleActionOverrides"]).toContainEqual({
      Name: "SizeRestrictions_BODY",
      ActionToUse: { Count: {} },
    });
  });

  test("asks browsers for a proof only if the stage says so", () => {
    const challenges = rules().filter(({ Action }) => JSON.stringify(Action ?? {}).includes("Challenge"));
    expect(challenges.map(({ Name }) => Name)).toEqual(
      stage.challengesBrowsers ? ["ProveOnPages", "ProveOnJoins"] : [],
    );
  });
});
