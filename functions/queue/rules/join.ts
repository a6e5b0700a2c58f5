import * as z from "zod/mini";

/** The message by which a join gets its arrival. `generation` makes a repeated message harmless. */
export const JoinSchema = z.object({
  concertId: z.string(),
  userId: z.string(),
  lane: z.enum(["GENERAL", "PRESALE"]),
  generation: z.int().check(z.positive()),
  joinedAt: z.int(),
});

export type Join = z.infer<typeof JoinSchema>;
