import { sweepTopUps } from "#functions/balance/sweep-top-ups.ts";
import { type SweepContext, sweepOptions } from "#functions/shared/sweep.ts";
import { withinTime } from "#functions/shared/time-limit.ts";

export const handler = async (event: unknown, context: SweepContext): Promise<{ readonly topUps: number }> => ({
  topUps: await withinTime(context, () => sweepTopUps(sweepOptions(event, context))),
});
