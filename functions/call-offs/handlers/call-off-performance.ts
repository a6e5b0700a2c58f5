import { callOffRoutes } from "#contract/call-offs.ts";
import { callOffPerformance } from "#functions/call-offs/call-off-performance.ts";
import { previewCallOff } from "#functions/call-offs/preview-call-off.ts";
import { readCallOffProgress } from "#functions/call-offs/read-call-off.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(callOffRoutes.callOffPerformance, async ({ params, body, user }) => {
  const { performanceId } = params;
  const now = systemClock();
  if (body.dryRun === true) {
    const preview = await previewCallOff(performanceId, now);
    return { status: 200, body: { performanceId, ...preview, serverTime: isoTime(now) } };
  }
  await callOffPerformance({ performanceId, operatorId: user.userId, reason: body.reason }, now);
  return { status: 202, body: await readCallOffProgress(performanceId, systemClock()) };
});
