import { PROBLEM_MEANINGS } from "#contract/problem-meanings.ts";
import { PROBLEMS } from "#contract/problems.ts";
import { type Rule, visibility } from "#lib/firewall/visibility.ts";
import type { StageSettings } from "#lib/stages.ts";

/** The name of the answer to somebody who asks too often. */
export const REFUSAL_BODY = "TooManyRequests";

/** Requests are counted over this time, the shortest that counts a crowd that asks every few seconds fairly. */
const WINDOW_SECONDS = 300;
/** AWS WAF looks at its counts about twice a minute. */
const RETRY_AFTER_SECONDS = 30;

const { title, remedy, status } = PROBLEMS.TOO_MANY_REQUESTS;

/** The problem document of the API's own refusals, without what only the API knows. */
export const refusalBody = JSON.stringify({
  type: "/docs/errors#TOO_MANY_REQUESTS",
  title,
  status,
  detail: `${PROBLEM_MEANINGS.TOO_MANY_REQUESTS} ${remedy}`,
  code: "TOO_MANY_REQUESTS",
});

const refusal: Rule["action"] = {
  block: {
    customResponse: {
      responseCode: status,
      customResponseBodyKey: REFUSAL_BODY,
      responseHeaders: [{ name: "retry-after", value: String(RETRY_AFTER_SECONDS) }],
    },
  },
};

/**
 * Two counts, because each has a hole that the other closes. Thousands of phones share the few addresses of a carrier, so
 * the limit of an address is high; a token is one account, whatever addresses it comes from.
 */
export const rateRules = ({
  requestsPerAddressMax,
  requestsPerTokenMax,
}: Pick<StageSettings, "requestsPerAddressMax" | "requestsPerTokenMax">): readonly Rule[] => [
  {
    name: "PerAddress",
    action: refusal,
    visibilityConfig: visibility("PerAddress"),
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        evaluationWindowSec: WINDOW_SECONDS,
        limit: requestsPerAddressMax,
      },
    },
  },
  {
    name: "PerToken",
    action: refusal,
    visibilityConfig: visibility("PerToken"),
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "CUSTOM_KEYS",
        customKeys: [{ header: { name: "authorization", textTransformations: [{ priority: 0, type: "NONE" }] } }],
        evaluationWindowSec: WINDOW_SECONDS,
        limit: requestsPerTokenMax,
      },
    },
  },
];
