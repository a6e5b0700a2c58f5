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

/** docs/reference/errors.md: every error code, what it means, what to do, and which routes return it. */
export const errorsPage = (): string =>
  `${heading("Errors", "contract/")}
Every error response is an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem, \`application/problem+json\`. \`code\`
is stable: branch on it, not on the texts. \`detail\` is the remedy. \`instance\` has the request id, which is also in the
service's logs. Some codes add evidence as further fields, named in their meaning. Routes are named by their \`operationId\`
in [openapi.json](openapi.json). Requests that API Gateway itself refuses (429 above the stage's throttle, 413 above 10 MB)
get these statuses, but not this format; neither do requests whose function ended without a response (500) or ran out of
time (503). The local service responds to the latter two with \`INTERNAL\` and \`UNAVAILABLE\`.

\`\`\`json
${JSON.stringify(problemExamples().SEAT_TAKEN.value, null, 2)}
\`\`\`

${table(
  ["code", "status", "meaning", "remedy", "returned by"],
  PROBLEM_CODES.map((code) => {
    const { status, meaning, remedy } = PROBLEMS[code];
    return [`<a id="${code}"></a>\`${code}\``, String(status), meaning, remedy + retryAfter(code), responders(code)];
  }),
)}
`;
