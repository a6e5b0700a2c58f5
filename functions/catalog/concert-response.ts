import type * as z from "zod/mini";
import type { ConcertDetailsSchema, ConcertSchema } from "#contract/concerts.ts";
import type { Concert, ConcertDetails } from "#functions/catalog/rules/concert.ts";
import { isoTime } from "#functions/shared/time.ts";

/** A concert as callers see it in a list. */
export const concertResponse = (concert: Concert): z.infer<typeof ConcertSchema> => ({
  concertId: concert.concertId,
  title: concert.title,
  artist: concert.artist,
  venue: concert.venue,
  timeZone: concert.timeZone,
  opensAt: isoTime(concert.opensAt),
  closesAt: isoTime(concert.closesAt),
  kind: concert.kind ?? null,
  posterUrl: concert.posterUrl ?? null,
  ageLimit: concert.ageLimit ?? null,
  runningMinutes: concert.runningMinutes ?? null,
  organiser: concert.organiser ?? null,
  contact: concert.contact ?? null,
});

/** A concert as callers see it on its own. */
export const concertDetailsResponse = (concert: ConcertDetails): z.infer<typeof ConcertDetailsSchema> => ({
  ...concertResponse(concert),
  description: concert.description ?? null,
});
