/** What the self-audit reads of seats, reservations and places. Reads are consistent, but for those that only discover. */
import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { nameOf, queryNewest, readItems } from "#functions/audit/bulk-read-store.ts";
import type { Bookings } from "#functions/audit/rules/booking.ts";
import type { AvailabilityFigure } from "#functions/audit/rules/s6-availability.ts";
import { uncheckedPayment } from "#functions/audit/unchecked-items.ts";
import { paymentKey } from "#functions/payments/payment-store.ts";
import { placeKey, seatsAttribute } from "#functions/queue/place-store.ts";
import { RESERVATION_SORT_KEY, toReservation } from "#functions/reservations/reservation-item.ts";
import { BY_USER, reservationKey } from "#functions/reservations/reservation-store.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { Occupancy } from "#functions/seats/rules/seat-occupancy.ts";
import { availabilityKey, seatKey, toAvailability, toOccupancy } from "#functions/seats/seat-store.ts";
import { dynamo, type Item, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A section has at most 1,000 seats; damage may have added some. */
const SECTION_ITEMS_MAX = 5000;
/** Of one user: what is older is left out, and the answer says so. */
const BOOKINGS_MAX = 500;

/** The seats of a section that are or were taken, and the figure that was counted before they were read. */
export const readSection = async (
  performanceId: string,
  sectionId: string,
): Promise<{ readonly seats: readonly Occupancy[]; readonly figure: AvailabilityFigure | undefined }> => {
  const table = tableNamed("seats");
  const { Item: figure } = await dynamo.send(
    new GetCommand({ TableName: table, Key: availabilityKey(performanceId, sectionId), ConsistentRead: true }),
  );
  const seats = await queryAll(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": seatKey(performanceId, sectionId).pk },
      ConsistentRead: true,
    },
    SECTION_ITEMS_MAX,
  );
  return {
    seats: seats.map(toOccupancy),
    figure: figure && {
      ...toAvailability(figure),
      version: figure["version"] as number,
      countedAt: figure["countedAt"] as Seconds,
    },
  };
};

export interface SeatName {
  readonly performanceId: string;
  readonly seatId: string;
}

/** Who has some seats; by performance, then by seat id. */
export const readSeats = async (
  names: readonly SeatName[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Occupancy>>> => {
  const found = await readItems(
    "seats",
    names.map(({ performanceId, seatId }) => seatKey(performanceId, seatId)),
  );
  const seats = new Map<string, Map<string, Occupancy>>();
  for (const { performanceId, seatId } of names) {
    const item = found.get(nameOf(seatKey(performanceId, seatId)));
    const ofPerformance = seats.get(performanceId) ?? new Map<string, Occupancy>();
    seats.set(performanceId, ofPerformance);
    if (item) ofPerformance.set(seatId, toOccupancy(item));
  }
  return seats;
};

/** Some reservations, as far as they exist, each with its payment. */
export const readBookings = async (reservationIds: readonly string[]): Promise<Bookings> => {
  const found = await readItems(
    "reservations",
    reservationIds.flatMap((id) => [reservationKey(id), paymentKey(id)]),
  );
  const bookings = reservationIds.flatMap((id) => {
    const reservation = found.get(nameOf(reservationKey(id)));
    const payment = found.get(nameOf(paymentKey(id)));
    // What a refused request left behind is no reservation.
    if (reservation?.["userId"] === undefined) return [];
    return [[id, { reservation: toReservation(reservation), payment: payment && uncheckedPayment(payment) }] as const];
  });
  return new Map(bookings);
};

export const readReservations = async (
  reservationIds: readonly string[],
): Promise<ReadonlyMap<string, Reservation>> => {
  const found = await readItems("reservations", reservationIds.map(reservationKey));
  return new Map(
    [...found.values()]
      .filter((item) => item["userId"] !== undefined)
      .map(toReservation)
      .map((reservation) => [reservation.reservationId, reservation]),
  );
};

/** What is known of a reservation without reading it. */
export type ScannedReservation = Pick<Reservation, "reservationId" | "concertId" | "userId" | "createdAt">;

/** The rest of it may be damaged. */
const toScanned: (item: Item) => ScannedReservation = stored(
  "reservation",
  objectOf<ScannedReservation>({
    reservationId: z.string(),
    concertId: z.string(),
    userId: z.string(),
    createdAt: z.int(),
  }),
);

/** A place in the table of reservations: just after an item, whether or not that still exists. */
export interface ScanPosition {
  readonly reservationId: string;
  readonly sk: string;
}

export const after = ({ reservationId }: ScannedReservation): ScanPosition => ({
  reservationId,
  sk: RESERVATION_SORT_KEY,
});

/**
 * Looks through the next items of the table of reservations for those of a concert. An index by concert would make one
 * partition of every concert hot during its sale, for an audit that is rare.
 */
export const scanReservations = async (
  concertId: string,
  page: { readonly from: ScanPosition | undefined; readonly itemsMax: number },
): Promise<{ readonly sightings: readonly ScannedReservation[]; readonly next: ScanPosition | undefined }> => {
  const { Items: items = [], LastEvaluatedKey: last } = await dynamo.send(
    new ScanCommand({
      TableName: tableNamed("reservations"),
      FilterExpression: "sk = :reservation AND concertId = :concertId",
      ExpressionAttributeValues: { ":reservation": RESERVATION_SORT_KEY, ":concertId": concertId },
      ExclusiveStartKey: page.from && { pk: reservationKey(page.from.reservationId).pk, sk: page.from.sk },
      Limit: page.itemsMax,
    }),
  );
  return {
    sightings: items.map(toScanned),
    next: last && { reservationId: String(last["pk"]).slice(reservationKey("").pk.length), sk: String(last["sk"]) },
  };
};

/** The newest reservations of a user, of every concert, and whether those are all. The index may be a moment behind. */
export const listBookings = async (
  userId: string,
): Promise<{ readonly sightings: readonly ScannedReservation[]; readonly isWhole: boolean }> => {
  const { items, isWhole } = await queryNewest(
    {
      TableName: tableNamed("reservations"),
      IndexName: BY_USER,
      KeyConditionExpression: "userId = :userId",
      ExpressionAttributeValues: { ":userId": userId },
    },
    BOOKINGS_MAX,
  );
  return { sightings: items.map(toScanned), isWhole };
};

/** How many seats of a performance a user's place counts; undefined if the place's item does not exist. */
export const readSeatCounts = async (
  concertId: string,
  userId: string,
): Promise<((performanceId: string) => number) | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: tableNamed("queue"), Key: placeKey(concertId, userId), ConsistentRead: true }),
  );
  return item && ((performanceId) => (item[seatsAttribute(performanceId)] as number | undefined) ?? 0);
};
