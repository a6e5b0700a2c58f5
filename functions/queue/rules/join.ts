import * as z from "zod/mini";

/** A join on its way to its number. `generation` makes any repeat of it harmless. */
export const Join = z.object({
  concertId: z.string(),
  userId: z.string(),
  lane: z.enum(["GENERAL", "PRESALE"]),
  generation: z.int().check(z.positive()),
  joinedAt: z.int(),
});

export type Join = z.infer<typeof Join>;
