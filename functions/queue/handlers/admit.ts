import type { Context } from "aws-lambda";
import type { TickOptions } from "#functions/queue/admission-tick.ts";
import { admit } from "#functions/queue/admit.ts";
import { freshId } from "#functions/shared/ids.ts";
import { setting } from "#functions/shared/settings.ts";

const options: TickOptions = {
  clockId: freshId("clk"),
  tickSeconds: setting("tickSeconds"),
  drawSettleSeconds: setting("drawSettleSeconds"),
  clockSkewSeconds: setting("clockSkewSeconds"),
  inventoryPercent: setting("inventoryPercent"),
};

export const handler = (_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<void> =>
  admit(options, () => context.getRemainingTimeInMillis());
