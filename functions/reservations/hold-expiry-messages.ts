import * as z from "zod/mini";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A reminder to end a hold at its time. */
export const HoldExpiry = z.object({
  reservationId: z.string(),
  expiresAt: z.int(),
  /** The number of the reminder, from 1; absent in the first. */
  reminder: z.optional(z.int().check(z.gte(1))),
});

export type HoldExpiry = z.infer<typeof HoldExpiry>;

type Hold = Pick<HoldExpiry, "reservationId" | "expiresAt">;

const { send } = sqsSender<HoldExpiry>(SQS_QUEUE_VARIABLES.holdExpiry);

/** A reminder waits at most 900 seconds, so the longest hold of a day takes 96. */
export const REMINDERS_MAX = 100;

/** Sends the first reminder for the time of the expiry; one that arrives early is sent again. */
export const sendHoldExpiry = ({ reservationId, expiresAt }: Hold, now: Seconds): Promise<void> =>
  send({ reservationId, expiresAt }, expiresAt - now);

/**
 * Sends the reminder after one that came early.
 * @throws Error after REMINDERS_MAX reminders, so that the last one becomes a dead letter
 */
export const sendNextHoldExpiry = (
  { reservationId, expiresAt }: Hold,
  { reminder = 1 }: HoldExpiry,
  now: Seconds,
): Promise<void> => {
  if (reminder >= REMINDERS_MAX) throw new Error(`${reminder} reminders of ${reservationId} came early.`);
  return send({ reservationId, expiresAt, reminder: reminder + 1 }, expiresAt - now);
};
