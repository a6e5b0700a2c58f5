import { availabilityRoutes } from "#contract/availability.ts";
import { readAvailability } from "#functions/seats/read-availability.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(availabilityRoutes.readAvailability, async ({ params }) => ({
  status: 200,
  body: await readAvailability(params.performanceId, systemClock()),
}));
