import * as z from "zod/mini";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A reminder to end a hold at its time. */
export const HoldExpiry = z.object({ reservationId: z.string(), expiresAt: z.int() });

export type HoldExpiry = z.infer<typeof HoldExpiry>;

const { send } = sqsSender<HoldExpiry>(SQS_QUEUE_VARIABLES.holdExpiry);

/** Sends a reminder for the time of the expiry; one that arrives early is sent again. */
export const sendHoldExpiry = ({ reservationId, expiresAt }: HoldExpiry, now: Seconds): Promise<void> =>
  send({ reservationId, expiresAt }, expiresAt - now);
