import { PROBLEMS, type ProblemCode } from "#contract/problems.ts";

interface ProblemOptions {
  readonly detail?: string;
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * A response that refuses the request: a code of contract/problems.ts, with the facts the client needs as `evidence`.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, evidence: Readonly<Record<string, unknown>> = {}, options: ProblemOptions = {}) {
    const type = PROBLEMS[code];
    super(`${code}: ${options.detail ?? type.title}`, { cause: options.cause });
    this.code = code;
    this.evidence = evidence;
    this.detail = options.detail ?? type.remedy;
    const retryAfterSeconds = options.retryAfterSeconds ?? type.retryAfterSeconds;
    this.headers = {
      ...(type.challenge === undefined ? {} : { "www-authenticate": type.challenge }),
      ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterSeconds)) }),
      ...options.headers,
    };
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}
