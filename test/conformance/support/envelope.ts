/** The form of every response, whether good or bad. */
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

/** Words that would show the inside of the service. */
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

const flawsOf = (response: Envelope): string[] => {
  const { status, headers } = response;
  const flaws: string[] = [];
  if (!headers.get("x-request-id")) flaws.push("it has no x-request-id");
  if (headers.get("x-content-type-options") !== "nosniff") flaws.push("it lacks x-content-type-options: nosniff");
  if (status >= 500 && status !== 503) flaws.push("it is a server error");
  if ([429, 503].includes(status) && !headers.has("retry-after")) flaws.push("it does not say when to retry");
  if (status === 401 && !headers.get("www-authenticate")) flaws.push("it does not say how to authenticate");
  return status < 400 ? flaws : [...flaws, ...flawsOfProblem(response)];
};

/**
 * Checks what must hold for every response. An overloaded service may respond with 503; a test that does not allow it
 * checks that itself.
 * @throws Error naming the request, the response and every flaw
 */
export const expectEnvelope = (request: string, response: Envelope): void => {
  const flaws = flawsOf(response);
  if (flaws.length > 0) {
    throw new Error(`${request} answered ${response.status}, but ${flaws.join("; ")}\n${response.text.slice(0, 1000)}`);
  }
};
