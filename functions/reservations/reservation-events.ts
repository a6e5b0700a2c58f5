import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { ReservationChange } from "#functions/reservations/follow-reservations.ts";
import { environment } from "#functions/shared/environment.ts";
import { EVENT_BUS_VARIABLE } from "#functions/shared/grants.ts";
import { log } from "#functions/shared/log.ts";
import { isoTime } from "#functions/shared/time.ts";

const SOURCE = "encore";
const VERSION = 1;
/** What one PutEvents call takes. */
const ENTRIES_MAX = 10;

const busName = environment(EVENT_BUS_VARIABLE);
const bus = new EventBridgeClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 4000, throwOnRequestTimeout: true },
});

/** A paid reservation that gave some of its seats back is told as a cancellation of these. */
const nameOf = ({ reservation, seatIds }: ReservationChange): string => {
  const isPartial = reservation.status === "PAID" && seatIds.some((seatId) => !reservation.seatIds.includes(seatId));
  return isPartial ? "cancelled" : reservation.status.toLowerCase();
};

const entryOf = (change: ReservationChange) => {
  const { reservation } = change;
  return {
    EventBusName: busName,
    Source: SOURCE,
    DetailType: `reservation.${nameOf(change)}`,
    Detail: JSON.stringify({
      version: VERSION,
      eventId: change.eventId,
      reservationId: reservation.reservationId,
      userId: reservation.userId,
      concertId: reservation.concertId,
      performanceId: reservation.performanceId,
      seatIds: change.seatIds,
      amount: reservation.amount,
      expiresAt: isoTime(reservation.expiresAt),
      paymentId: reservation.paymentId ?? null,
    }),
  };
};

/** Puts an event for each change on the bus, at least once, and returns those that did not get there. */
export const publishChanges = async (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> => {
  const failed: ReservationChange[] = [];
  for (let start = 0; start < changes.length; start += ENTRIES_MAX) {
    const batch = changes.slice(start, start + ENTRIES_MAX);
    try {
      const { Entries: results = [] } = await bus.send(new PutEventsCommand({ Entries: batch.map(entryOf) }));
      failed.push(...batch.filter((_, index) => results[index]?.ErrorCode !== undefined));
    } catch (error) {
      log.error("events not published", error);
      failed.push(...batch);
    }
  }
  return failed;
};
