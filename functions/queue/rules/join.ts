import * as z from "zod/mini";
import type { Place } from "#functions/queue/rules/queue-state.ts";
import { secondsUntilRejoin } from "#functions/queue/rules/rejoin-pause.ts";

/** The message by which a join gets its arrival. `generation` makes a repeated message harmless. */
export const JoinSchema = z.object({
  concertId: z.string(),
  userId: z.string(),
  lane: z.enum(["GENERAL", "PRESALE"]),
  generation: z.int().check(z.positive()),
  joinedAt: z.int(),
});

export type Join = z.infer<typeof JoinSchema>;

/**
 * Whether a join can start no place any more, given the place that was read, which may be an old state of it: the place
 * has been numbered or overtaken, or its user has joined too often too soon.
 */
export const isObsolete = (join: Pick<Join, "generation" | "joinedAt">, place: Place | undefined): boolean => {
  if (place === undefined) return false;
  const isNext = join.generation === place.generation + 1;
  return join.generation <= place.generation || (isNext && secondsUntilRejoin(place, join.joinedAt) > 0);
};
