/** The use case of finding holds whose reminder was lost together with its SQS queue. */
import { scanHeldReservations } from "#functions/reservations/held-reservations-store.ts";
import { sendHoldExpiry } from "#functions/reservations/hold-expiry-messages.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { systemClock } from "#functions/shared/time.ts";

const HOLDS_MAX = 10_000;
const PARALLEL = 10;

/**
 * Sends the reminder of every hold again. A reminder more than needed does no harm.
 * @returns the number of holds that are reminded of
 */
export const sweepHolds = async (): Promise<number> => {
  const items = await scanHeldReservations(HOLDS_MAX);
  const failed = await forEachLimit(items, PARALLEL, (hold) => sendHoldExpiry(hold, systemClock()));
  return items.length - failed.length;
};
