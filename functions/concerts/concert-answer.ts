import type * as z from "zod/mini";
import type { Concert } from "#functions/concerts/catalog-store.ts";
import type { Concert as ConcertBody } from "#functions/concerts/schemas.ts";
import { isoTime } from "#functions/shared/time.ts";

export const concertAnswer = (concert: Concert): z.infer<typeof ConcertBody> => ({
  ...concert,
  opensAt: isoTime(concert.opensAt),
  closesAt: isoTime(concert.closesAt),
});
