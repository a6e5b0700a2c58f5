import { sweepTopUps } from "#functions/balance/sweep-top-ups.ts";
import { sweepOptions } from "#functions/shared/sweep.ts";
import { type RemainingTime, withinTime } from "#functions/shared/time-limit.ts";

export const handler = async (event: unknown, context?: RemainingTime): Promise<{ readonly topUps: number }> => ({
  topUps: await withinTime(context, () => sweepTopUps(sweepOptions(event))),
});
