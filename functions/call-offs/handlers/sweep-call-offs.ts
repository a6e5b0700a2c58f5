import { sweepCallOffs } from "#functions/call-offs/sweep-call-offs.ts";
import { type SweepContext, sweepOptions } from "#functions/shared/sweep.ts";
import { withinTime } from "#functions/shared/time-limit.ts";

export const handler = async (event: unknown, context: SweepContext): Promise<{ readonly callOffs: number }> => ({
  callOffs: await withinTime(context, () => sweepCallOffs(sweepOptions(event, context))),
});
