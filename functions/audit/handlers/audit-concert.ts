import { auditRoutes } from "#contract/audit.ts";
import { auditConcert } from "#functions/audit/audit-concert.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(auditRoutes.auditConcert, async ({ params, query }) => {
  const { concertId } = params;
  const page = await auditConcert({ concertId, cursor: query.cursor });
  return { status: 200, body: { concertId, ...page, serverTime: isoTime(systemClock()) } };
});
