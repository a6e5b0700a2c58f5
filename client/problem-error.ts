import type { ProblemCode } from "#contract/problems.ts";

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly [evidence: string]: unknown;
}

/** A call that the service refused: RFC 9457 problem details. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  /** "UNKNOWN" if something other than the service answered, such as a gateway. */
  readonly code: ProblemCode | "UNKNOWN";
  /** The whole document, with the evidence that the code has. */
  readonly body: ProblemBody;
  readonly headers: Headers;

  constructor(call: string, status: number, body: ProblemBody, headers: Headers) {
    const code = (body.code ?? "UNKNOWN") as ProblemCode | "UNKNOWN";
    super(`${call} answered ${status} ${code}: ${body.title ?? ""} ${body.detail ?? ""}`.trimEnd());
    this.status = status;
    this.code = code;
    this.body = body;
    this.headers = headers;
  }
}

/** Reads a refusal, whoever wrote it. */
export const problemOf = async (call: string, response: Response): Promise<ProblemError> => {
  const text = await response.text();
  return new ProblemError(call, response.status, parsed(text), response.headers);
};

const parsed = (text: string): ProblemBody => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? (body as ProblemBody) : {};
  } catch {
    return {};
  }
};
