import { Problem } from "#contract/problems.ts";
import { readConcert } from "#functions/catalog/catalog-store.ts";
import { concertAnswer } from "#functions/catalog/concert-response.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(routes.readConcert, async ({ params }) => {
  const concert = await readConcert(params.concertId);
  if (concert === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return { status: 200, body: { ...concertAnswer(concert), serverTime: isoTime(systemClock()) } };
});
