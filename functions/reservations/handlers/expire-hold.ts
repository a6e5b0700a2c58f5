import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { coolDownOfStage } from "#functions/reservations/cool-down-settings.ts";
import { expireHold, freeSeats } from "#functions/reservations/expire-hold.ts";
import { HoldExpiry, sendHoldExpiry } from "#functions/reservations/hold-expiry-messages.ts";
import { readReservation } from "#functions/reservations/reservation-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { systemClock } from "#functions/shared/time.ts";

const PARALLEL = 10;

const coolDown = coolDownOfStage();

/** Ends holds at their time. A reminder that comes early, late, twice or never changes nothing it should not. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(HoldExpiry, event.Records);
  const failed = await forEachLimit(messages, PARALLEL, ({ body }) => endHold(body));
  return failedMessages([...malformed, ...failed.map((message) => message.messageId)]);
};

const endHold = async ({ reservationId }: HoldExpiry): Promise<void> => {
  const reservation = await readReservation(reservationId);
  if (reservation === undefined) throw new Error(`There is no reservation ${reservationId}.`);
  const now = systemClock();
  if (reservation.status === "HELD" && reservation.expiresAt > now) return sendHoldExpiry(reservation, now);
  if (reservation.status === "HELD") await expireHold(reservation, now, coolDown);
  // An earlier delivery may have stopped between the status and the seats.
  else if (reservation.status === "EXPIRED") await freeSeats(reservation);
};
