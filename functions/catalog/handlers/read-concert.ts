import { concertRoutes } from "#contract/concerts.ts";
import { watchConcert } from "#functions/catalog/catalog-store.ts";
import { concertDetailsResponse } from "#functions/catalog/concert-response.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(concertRoutes.readConcert, async ({ params }) => {
  const concert = await watchConcert(params.concertId);
  if (concert === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return { status: 200, body: { ...concertDetailsResponse(concert), serverTime: isoTime(systemClock()) } };
});
