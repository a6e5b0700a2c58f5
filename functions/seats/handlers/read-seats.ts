import { seatRoutes } from "#contract/seats.ts";
import { findPerformance } from "#functions/catalog/catalog-store.ts";
import { readSeats } from "#functions/seats/read-seats.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";
import { readPublishedKeys } from "#functions/signing/key-set-store.ts";

export const handler = httpHandler(
  seatRoutes.readSeats,
  async ({ query, performance }) => ({
    status: 200,
    body: await readSeats(performance, query, systemClock()),
  }),
  { readPublishedKeys, findPerformance },
);
