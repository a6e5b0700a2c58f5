/** What a failed call means to somebody who only looks at the page. Pure. */
import type { ProblemCode } from "#contract/problems.ts";

/** The messages of `problems` in the catalogue. */
export type ProblemKind =
  | "signIn"
  | "busy"
  | "unavailable"
  | "internal"
  | "notFound"
  | "forbidden"
  | "invalid"
  | "inProgress"
  | "unknown";

const KINDS: Readonly<Partial<Record<ProblemCode, ProblemKind>>> = {
  UNAUTHENTICATED: "signIn",
  TOO_MANY_REQUESTS: "busy",
  UNAVAILABLE: "unavailable",
  INTERNAL: "internal",
  FORBIDDEN: "forbidden",
  VALIDATION_FAILED: "invalid",
  AMOUNT_OUT_OF_RANGE: "invalid",
  REQUEST_IN_PROGRESS: "inProgress",
  NOT_FOUND: "notFound",
  CONCERT_NOT_FOUND: "notFound",
  PERFORMANCE_NOT_FOUND: "notFound",
  CHART_NOT_FOUND: "notFound",
  SECTION_NOT_FOUND: "notFound",
  RESERVATION_NOT_FOUND: "notFound",
  PAYMENT_NOT_FOUND: "notFound",
};

const SERVER_FAULT = 500;
const TRY_LATER: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export interface Failure {
  /** "UNKNOWN" if something other than the service responded. */
  readonly code: ProblemCode | "UNKNOWN";
  readonly status: number;
}

/** The kind of a refusal. Codes that belong to one screen have words of their own there, and are "unknown" here. */
export const kindOfRefusal = ({ code, status }: Failure): ProblemKind => {
  const known = code === "UNKNOWN" ? undefined : KINDS[code];
  if (known !== undefined) return known;
  if (TRY_LATER.has(status)) return "unavailable";
  return status >= SERVER_FAULT ? "internal" : "unknown";
};
