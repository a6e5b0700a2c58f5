import type { Context } from "aws-lambda";
import { type AuditRunResult, auditRunningConcerts } from "#functions/audit/audit-running-concerts.ts";
import { withinTime } from "#functions/shared/time-limit.ts";

export const handler = (_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<AuditRunResult> =>
  withinTime(context, () => auditRunningConcerts({ remainingMs: () => context.getRemainingTimeInMillis() }));
