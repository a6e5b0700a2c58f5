import type { Context } from "aws-lambda";
import { type AdmitOptions, admit } from "#functions/queue/admit.ts";
import { setting } from "#functions/shared/settings.ts";

const options: AdmitOptions = {
  tickSeconds: setting("tickSeconds"),
  drawSettleSeconds: setting("drawSettleSeconds"),
  clockSkewSeconds: setting("clockSkewSeconds"),
  inventoryPercent: setting("inventoryPercent"),
};

export const handler = (_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<void> =>
  admit(options, () => context.getRemainingTimeInMillis());
