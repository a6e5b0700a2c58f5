import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { expireHold } from "#functions/reservations/expire-hold.ts";
import { HoldExpiry } from "#functions/reservations/hold-expiry-messages.ts";
import { COOL_DOWN_SETTINGS } from "#functions/reservations/rules/cool-down.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { settings } from "#functions/shared/settings.ts";
import { carryOutEach, failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { backgroundHandler } from "#functions/shared/time-limit.ts";

const PARALLEL = 10;

const coolDown = settings(COOL_DOWN_SETTINGS);

/** The holds of a batch that were ended late, and how late the last one was. */
const writeLags = (lags: readonly number[]): void => {
  if (lags.length > 0) writeMetrics({ ExpiryLagSeconds: Math.max(...lags) });
};

export const handler = backgroundHandler(async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(HoldExpiry, event.Records);
  const lags: number[] = [];
  const failed = await carryOutEach(messages, PARALLEL, async (body) => {
    const lag = await expireHold(body, coolDown);
    if (lag !== undefined) lags.push(lag);
  });
  writeLags(lags);
  return failedMessages([...malformed, ...failed]);
});
