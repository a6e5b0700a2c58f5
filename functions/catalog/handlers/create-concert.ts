import { concertRoutes } from "#contract/concerts.ts";
import { concertDetailsResponse } from "#functions/catalog/concert-response.ts";
import { createConcert } from "#functions/catalog/create-concert.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(concertRoutes.createConcert, async ({ body, user, idempotencyKey }) => {
  const request = { userId: user.userId, idempotencyKey, wanted: body };
  const { created, headers } = await createConcert(request, systemClock());
  return { status: 201, body: concertDetailsResponse(created), headers };
});
