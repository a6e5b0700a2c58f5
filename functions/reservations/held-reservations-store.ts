/** The sweep's read of holds. It is apart from the store because a function needs the right to scan for it. */
import { toReservation } from "#functions/reservations/reservation-item.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { scanUpTo, tableNamed } from "#functions/shared/dynamodb.ts";

/** Reservations that hold seats, before or past their end. */
export const scanHeldReservations = (itemsMax: number): Promise<readonly Reservation[]> =>
  scanUpTo(
    {
      TableName: tableNamed("reservations"),
      FilterExpression: "#status = :held",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":held": "HELD" },
      ConsistentRead: true,
    },
    itemsMax,
    toReservation,
  );
