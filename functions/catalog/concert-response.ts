import type * as z from "zod/mini";
import type { ConcertSchema } from "#contract/concerts.ts";
import type { Concert } from "#functions/catalog/rules/concert.ts";
import { isoTime } from "#functions/shared/time.ts";

/** A concert as callers see it. */
export const concertResponse = (concert: Concert): z.infer<typeof ConcertSchema> => ({
  ...concert,
  opensAt: isoTime(concert.opensAt),
  closesAt: isoTime(concert.closesAt),
});
