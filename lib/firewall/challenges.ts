import type { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { type Rule, visibility } from "#lib/firewall/visibility.ts";
import type { StageSettings } from "#lib/stages.ts";

/** A browser that has passed is not asked again for as long as people wait for a large sale. */
const PASSED_SECONDS = 4 * 3600;

const matches = (field: "uriPath" | "method", pattern: string): CfnWebACL.StatementProperty => ({
  regexMatchStatement: {
    fieldToMatch: { [field]: {} },
    regexString: pattern,
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
});

const challenge = (name: string, method: string, path: string): Rule => ({
  name,
  action: { challenge: {} },
  challengeConfig: { immunityTimeProperty: { immunityTime: PASSED_SECONDS } },
  visibilityConfig: visibility(name),
  statement: { andStatement: { statements: [matches("method", method), matches("uriPath", path)] } },
});

/**
 * Has a browser prove itself with a silent computation when it opens a page, and asks for the proof when somebody joins a
 * queue. A program that is no browser can't join then, so it is the stage's choice.
 */
export const challengeRules = ({ challengesBrowsers }: Pick<StageSettings, "challengesBrowsers">): readonly Rule[] =>
  challengesBrowsers
    ? [
        challenge("ProveOnPages", "^GET$", "^/$|^/(concerts|performances|reservations|account)(/|$)"),
        challenge("ProveOnJoins", "^POST$", "^/v1/concerts/[^/]+/queue-token$"),
      ]
    : [];
