/** The form that every answer has, good or bad. */
export interface Envelope {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly text: string;
}

const PROBLEM_MEMBERS = {
  type: "string",
  title: "string",
  status: "number",
  detail: "string",
  instance: "string",
  code: "string",
};

/** What only the inside of a service could know. */
const INSIDES =
  /node_modules|\bat .+:\d+:\d+|dynamodb|arn:aws|ConditionalCheck|TransactionCancel|ECONN|TypeError|Lambda/i;

const flawsOfProblem = ({ status, headers, body, text }: Envelope): string[] => {
  const flaws: string[] = [];
  if (!headers.get("content-type")?.startsWith("application/problem+json"))
    flaws.push("its type is not application/problem+json");
  if (typeof body !== "object" || body === null) return [...flaws, "it has no body"];
  const members = body as Readonly<Record<string, unknown>>;
  for (const [member, type] of Object.entries(PROBLEM_MEMBERS)) {
    if (typeof members[member] !== type) flaws.push(`its member ${member} is not a ${type}`);
  }
  if (members["status"] !== status) flaws.push("its member status is not the status");
  if (!String(members["instance"]).includes(headers.get("x-request-id") ?? "?"))
    flaws.push("its instance lacks the request id");
  if (INSIDES.test(text)) flaws.push("it shows the inside of the service");
  return flaws;
};

const flawsOf = (answer: Envelope): string[] => {
  const { status, headers } = answer;
  const flaws: string[] = [];
  if (!headers.get("x-request-id")) flaws.push("it has no x-request-id");
  if (headers.get("x-content-type-options") !== "nosniff") flaws.push("it lacks x-content-type-options: nosniff");
  if (status >= 500 && status !== 503) flaws.push("it is a failure of the service");
  if ([429, 503].includes(status) && !headers.has("retry-after")) flaws.push("it does not say when to try again");
  return status < 400 ? flaws : [...flaws, ...flawsOfProblem(answer)];
};

/**
 * Checks what holds for every answer, whatever was asked. A 503 may come from an overloaded service;
 * where none may come, the test says so.
 * @throws Error naming the request, the answer and every flaw.
 */
export const expectEnvelope = (request: string, answer: Envelope): void => {
  const flaws = flawsOf(answer);
  if (flaws.length > 0) {
    throw new Error(`${request} answered ${answer.status}, but ${flaws.join("; ")}\n${answer.text.slice(0, 1000)}`);
  }
};
