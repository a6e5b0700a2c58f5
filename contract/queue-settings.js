/** The settings of a queue: concerts are created with them, and operators change them. */
import * as z from "zod/mini";
export const maxActive = z
    .int()
    .check(z.gte(1), z.lte(1000000), z.describe("The most people who may be admitted at the same time."));
export const admitPerTick = z
    .int()
    .check(z.gte(1), z.lte(10000), z.describe("The most people that one admission tick admits."));
export const claimSeconds = z
    .int()
    .check(z.gte(1), z.lte(600), z.describe("How long people have to claim their turn, in seconds."));
export const passSeconds = z
    .int()
    .check(z.gte(1), z.lte(7200), z.describe("How long a pass lasts once the turn is claimed, in seconds."));
export const sharePercent = z
    .int()
    .check(z.gte(1), z.lte(90), z.describe("The presale lane's share of each tick. What the lane does not need goes to the general lane."));
