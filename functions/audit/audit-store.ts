/** The audit's reads of seats, reservations and places: consistent, except those that only find reservations. */
import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { toAuditedPayment } from "#functions/audit/audited-items.ts";
import { nameOf, queryNewest, readItems } from "#functions/audit/bulk-read-store.ts";
import type { Bookings } from "#functions/audit/rules/booking.ts";
import { paymentKey } from "#functions/payments/payment-store.ts";
import { placeKey, seatsTaken } from "#functions/queue/place-store.ts";
import { RESERVATION_SORT_KEY, toReservation } from "#functions/reservations/reservation-item.ts";
import { BY_USER, reservationKey } from "#functions/reservations/reservation-store.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { Availability, Occupancy } from "#functions/seats/rules/seat-occupancy.ts";
import { availabilityKey, seatKey, toAvailability, toOccupancy } from "#functions/seats/seat-store.ts";
import { dynamo, type Item, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, StoredItemError, stored } from "#functions/shared/stored.ts";

/** A section has at most 1,000 seats; damage may have added some. */
const SECTION_ITEMS_MAX = 5000;
/** Reservations of one user. Older ones are left out, and the result says so. */
const BOOKINGS_MAX = 500;

/** The availability of a section, and then its seats that are or were taken. */
export const readSection = async (
  performanceId: string,
  sectionId: string,
): Promise<{ readonly seats: readonly Occupancy[]; readonly availability: Availability | undefined }> => {
  const table = tableNamed("seats");
  const { Item: item } = await dynamo.send(
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
    availability: item && toAvailability(item),
  };
};

export interface SeatName {
  readonly performanceId: string;
  readonly seatId: string;
}

/** The owners of some seats, by performance and then by seat id. A free seat is missing. */
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

/** Reads some reservations, as far as they exist, each with its payment. */
export const readBookings = async (reservationIds: readonly string[]): Promise<Bookings> => {
  const found = await readItems(
    "reservations",
    reservationIds.flatMap((id) => [reservationKey(id), paymentKey(id)]),
  );
  const bookings = reservationIds.flatMap((id) => {
    const reservation = found.get(nameOf(reservationKey(id)));
    const payment = found.get(nameOf(paymentKey(id)));
    if (!isReservation(reservation)) return [];
    return [[id, { reservation: toReservation(reservation), payment: payment && toAuditedPayment(payment) }] as const];
  });
  return new Map(bookings);
};

/** A refused request stores its refusal in place of a reservation, without a user. */
const isReservation = (item: Item | undefined): item is Item => item?.["userId"] !== undefined;

/** Reads some reservations, as far as they exist, by their id. */
export const readReservations = async (
  reservationIds: readonly string[],
): Promise<ReadonlyMap<string, Reservation>> => {
  const found = await readItems("reservations", reservationIds.map(reservationKey));
  return new Map(
    [...found.values()]
      .filter(isReservation)
      .map(toReservation)
      .map((reservation) => [reservation.reservationId, reservation]),
  );
};

/** What finds the buyer of a reservation. The rest of it is read, and may be found damaged, with the buyer. */
export type ScannedReservation = Pick<Reservation, "reservationId" | "concertId" | "userId" | "createdAt">;

const toScanned = stored(
  "reservation",
  objectOf<ScannedReservation>({
    reservationId: z.string(),
    concertId: z.string(),
    userId: z.string(),
    createdAt: z.int(),
  }),
);

/** A reservation that a scan came across, or the reason why it can't be read. */
export interface ScannedItem {
  readonly reservationId: string;
  readonly reservation: ScannedReservation | StoredItemError;
}

const idIn = (item: Item): string => String(item["pk"]).slice(reservationKey("").pk.length);

const toScannedItem = (item: Item): ScannedItem => {
  try {
    return { reservationId: idIn(item), reservation: toScanned(item) };
  } catch (error) {
    if (error instanceof StoredItemError) return { reservationId: idIn(item), reservation: error };
    throw error;
  }
};

/** A position in the table of reservations: just after an item, whether or not that still exists. */
export interface ScanPosition {
  readonly reservationId: string;
  readonly sk: string;
}

export const after = ({ reservationId }: Pick<ScannedItem, "reservationId">): ScanPosition => ({
  reservationId,
  sk: RESERVATION_SORT_KEY,
});

/**
 * Scans the next items of the table of reservations for those of a concert. An index by concert would make one
 * partition of every concert hot during its sale, for an audit that is rare.
 */
export const scanReservations = async (
  concertId: string,
  page: { readonly from: ScanPosition | undefined; readonly itemsMax: number },
): Promise<{ readonly items: readonly ScannedItem[]; readonly next: ScanPosition | undefined }> => {
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
    items: items.map(toScannedItem),
    next: last && { reservationId: idIn(last), sk: String(last["sk"]) },
  };
};

/** The newest reservations of a user, of every concert, and whether these are all. The index may be a moment behind. */
export const listBookings = async (
  userId: string,
): Promise<{ readonly reservations: readonly ScannedReservation[]; readonly isWhole: boolean }> => {
  const { items, isWhole } = await queryNewest(
    {
      TableName: tableNamed("reservations"),
      IndexName: BY_USER,
      KeyConditionExpression: "userId = :userId",
      ExpressionAttributeValues: { ":userId": userId },
    },
    BOOKINGS_MAX,
  );
  return { reservations: items.map(toScanned), isWhole };
};

/** The number of seats of a performance that a user's place counts; undefined if the place has been deleted. */
export const readSeatCounts = async (
  concertId: string,
  userId: string,
): Promise<((performanceId: string) => number) | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: tableNamed("queue"), Key: placeKey(concertId, userId), ConsistentRead: true }),
  );
  return item && ((performanceId) => seatsTaken(item, performanceId));
};
