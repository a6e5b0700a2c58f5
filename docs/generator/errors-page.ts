import { PROBLEM_MEANINGS } from "#contract/problem-meanings.ts";
import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from "#contract/problems.ts";
import { errorsOf, type Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { heading, table } from "#docs/generator/markdown.ts";
import { problemExamples } from "#docs/generator/problem-examples.ts";

const ALL = Object.entries<Route>(routes);

const responders = (code: ProblemCode): string => {
  const [listed, others] = [true, false].map((wanted) =>
    ALL.filter(([, route]) => errorsOf(route).includes(code) === wanted).map(([name]) => `\`${name}\``),
  ) as [string[], string[]];
  if (others.length === 0) return "every route";
  if (listed.length === 0) return "requests that match no route";
  return others.length < listed.length ? `every route except ${others.join(", ")}` : listed.join(", ");
};

const retryAfter = (code: ProblemCode): string => {
  const { retryAfterSeconds } = PROBLEMS[code];
  return retryAfterSeconds === undefined
    ? ""
    : ` \`Retry-After\` is ${retryAfterSeconds} s unless the response says otherwise.`;
};

/** What API Gateway responds with on its own; a CDN in front of it adds 504. */
const GATEWAY_RESPONSES = [
  {
    status: 413,
    when: "The body is larger than 10 MB.",
    remedy: "Send a smaller body. Functions refuse more than 64 KB with `PAYLOAD_TOO_LARGE`.",
    local: "the same",
  },
  {
    status: 429,
    when: "More requests came than the stage's throttle lets through.",
    remedy: "Wait a second, then longer each time, and send the same request again, with the same Idempotency-Key.",
    local: "has no throttle",
  },
  {
    status: 500,
    when: "The function ended without a response.",
    remedy: "Send the same request again, with the same Idempotency-Key. Its outcome is not known.",
    local: "`INTERNAL`, as a problem",
  },
  {
    status: 503,
    when: "The function was stopped at its time limit, or the account runs as many functions as it may.",
    remedy:
      "Wait a second, then longer each time, and send the same request again, with the same Idempotency-Key. Its outcome is not known.",
    local: "`UNAVAILABLE`, as a problem",
  },
  {
    status: 504,
    when: "A CDN or proxy in front of the API has waited long enough.",
    remedy: "As for 503.",
    local: "has none",
  },
] as const;

/** docs/reference/errors.md: every error code, what it means, what to do, and which routes return it. */
export const errorsPage = (): string =>
  `${heading("Errors", "contract/")}
Every error response is an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem, \`application/problem+json\`. \`code\`
is stable: branch on it, not on the texts. \`detail\` is the remedy. \`instance\` has the request id, which is also in the
service's logs. Some codes add evidence as further fields, named in their meaning. Routes are named by their \`operationId\`
in [openapi.json](openapi.json).

## Responses of the gateway

Some responses come from API Gateway, before or instead of a function. They have the status alone, and a body such as
\`{"message":"Service Unavailable"}\`, without \`code\` and mostly without \`Retry-After\`. A client has to cope with that; the
[typed client](../../client/encore-client.ts) sends such a request again, with the same key, and reports what remains as
\`UNKNOWN\`.

${table(
  ["status", "when", "what to do", "the local service"],
  GATEWAY_RESPONSES.map(({ status, when, remedy, local }) => [String(status), when, remedy, local]),
)}

## Codes

\`\`\`json
${JSON.stringify(problemExamples().SEAT_TAKEN.value, null, 2)}
\`\`\`

${table(
  ["code", "status", "meaning", "remedy", "returned by"],
  PROBLEM_CODES.map((code) => {
    const { status, remedy } = PROBLEMS[code];
    const meaning = PROBLEM_MEANINGS[code];
    return [`<a id="${code}"></a>\`${code}\``, String(status), meaning, remedy + retryAfter(code), responders(code)];
  }),
)}
`;
