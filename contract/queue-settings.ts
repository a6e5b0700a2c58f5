/** The settings of a queue, as concerts are created with them and operators change them. */
import * as z from "zod/mini";

export const maxActive = z.int().check(z.gte(1), z.lte(1_000_000), z.describe("Admitted people at one time, at most."));
export const admitPerTick = z.int().check(z.gte(1), z.lte(10_000), z.describe("People admitted by one tick, at most."));
export const claimSeconds = z.int().check(z.gte(1), z.lte(600), z.describe("How long a turn waits to be taken up."));
export const passSeconds = z
  .int()
  .check(z.gte(1), z.lte(7200), z.describe("How long an admission lasts once taken up."));

export const sharePercent = z
  .int()
  .check(
    z.gte(1),
    z.lte(90),
    z.describe("Part of each tick for the presale lane; what it has nobody for goes to the rest."),
  );
