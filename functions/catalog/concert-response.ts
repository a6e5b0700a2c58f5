import type * as z from "zod/mini";
import type { Concert as ConcertBody } from "#contract/concerts.ts";
import type { Concert } from "#functions/catalog/catalog-store.ts";
import { isoTime } from "#functions/shared/time.ts";

export const concertAnswer = (concert: Concert): z.infer<typeof ConcertBody> => ({
  ...concert,
  opensAt: isoTime(concert.opensAt),
  closesAt: isoTime(concert.closesAt),
});
