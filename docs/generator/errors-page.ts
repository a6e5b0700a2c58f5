import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from "#contract/problems.ts";
import { errorsOf, type Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { heading, table } from "#docs/generator/markdown.ts";
import { problemExamples } from "#docs/generator/problem-examples.ts";

const ALL = Object.entries<Route>(routes);

const whoAnswers = (code: ProblemCode): string => {
  const [answer, rest] = [true, false].map((wanted) =>
    ALL.filter(([, route]) => errorsOf(route).includes(code) === wanted).map(([name]) => `\`${name}\``),
  ) as [string[], string[]];
  if (rest.length === 0) return "every route";
  if (answer.length === 0) return "requests that no route takes";
  return rest.length < answer.length ? `every route but ${rest.join(", ")}` : answer.join(", ");
};

const retryAfter = (code: ProblemCode): string => {
  const { retryAfterSeconds } = PROBLEMS[code];
  return retryAfterSeconds === undefined
    ? ""
    : ` \`Retry-After\` is ${retryAfterSeconds} s unless the answer says otherwise.`;
};

/** docs/reference/errors.md: every error code, what it means, what to do, and who answers it. */
export const errorsPage = (): string =>
  `${heading("Errors", "contract/problems.ts and functions/routes.ts")}
Every refusal is an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem, \`application/problem+json\`. \`code\` is
stable: branch on it, not on the texts. \`instance\` carries the request id that the service's logs have too. Some codes
bring evidence as further members, named in their meaning. A route is named by its \`operationId\` in
[openapi.json](openapi.json). What API Gateway refuses by itself (429 above the stage's throttle, 413 above 10 MB) has its status
but not this form.

\`\`\`json
${JSON.stringify(problemExamples().SEAT_TAKEN.value, null, 2)}
\`\`\`

${table(
  ["code", "status", "meaning", "remedy", "answered by"],
  PROBLEM_CODES.map((code) => {
    const { status, meaning, remedy } = PROBLEMS[code];
    return [`<a id="${code}"></a>\`${code}\``, String(status), meaning, remedy + retryAfter(code), whoAnswers(code)];
  }),
)}
`;
