import { sweepCallOffs } from "#functions/call-offs/sweep-call-offs.ts";
import { sweepOptions } from "#functions/shared/sweep.ts";
import { type RemainingTime, withinTime } from "#functions/shared/time-limit.ts";

export const handler = async (event: unknown, context?: RemainingTime): Promise<{ readonly callOffs: number }> => ({
  callOffs: await withinTime(context, () => sweepCallOffs(sweepOptions(event))),
});
