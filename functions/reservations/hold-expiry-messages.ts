import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import { environment } from "#functions/shared/environment.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqs } from "#functions/shared/sqs.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A reminder to end a hold at its time. */
export const HoldExpiry = z.object({ reservationId: z.string(), expiresAt: z.int() });

export type HoldExpiry = z.infer<typeof HoldExpiry>;

/** The longest delay SQS knows; a reminder that arrives early is sent again. */
const DELAY_SECONDS_MAX = 900;

const queueUrl = environment(SQS_QUEUE_VARIABLES.holdExpiry);

export const sendHoldExpiry = async ({ reservationId, expiresAt }: HoldExpiry, now: Seconds): Promise<void> => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ reservationId, expiresAt }),
      DelaySeconds: Math.max(0, Math.min(DELAY_SECONDS_MAX, expiresAt - now)),
    }),
  );
};
