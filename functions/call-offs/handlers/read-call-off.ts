import { callOffRoutes } from "#contract/call-offs.ts";
import { readCallOffProgress } from "#functions/call-offs/read-call-off.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(callOffRoutes.readCallOff, async ({ params }) => ({
  status: 200,
  body: await readCallOffProgress(params.performanceId, systemClock()),
}));
