import type { output } from "zod/mini";
import type { ProblemCode, ProblemSchema } from "#contract/problems.ts";

/** A problem document. Members can be missing if something other than the service responded, such as a gateway. */
type ProblemBody = Readonly<Partial<output<typeof ProblemSchema>>>;

/** A refused call, with the RFC 9457 problem details. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  /** "UNKNOWN" if something other than the service responded. */
  readonly code: ProblemCode | "UNKNOWN";
  /** The whole document, including the evidence that belongs to the code. */
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

/** Reads the body of a refusal. A body that is not a JSON object counts as empty. */
export const readProblem = async (call: string, response: Response): Promise<ProblemError> => {
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
