/** Reads reservations and changes them; hold-outcome-store.ts makes them. Their expressions are written nowhere else. */
import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Payment, Refund } from "#functions/payments/rules/receipt.ts";
import { RESERVATION_SORT_KEY, toReservation } from "#functions/reservations/reservation-item.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("reservations");
export const BY_USER = "byUser";

const PAYMENT_SORT_KEY = "PAYMENT";
const partition = (reservationId: string) => `RES#${reservationId}`;
export const reservationKey = (reservationId: string) => ({ pk: partition(reservationId), sk: RESERVATION_SORT_KEY });

export const paymentKey = (reservationId: string) => ({ pk: partition(reservationId), sk: PAYMENT_SORT_KEY });

const isHeld = "#status = :held";

export const toPayment = (item: Item): Payment => ({
  paymentId: item["paymentId"] as string,
  receiptNumber: item["receiptNumber"] as string,
  amount: item["amount"] as number,
  balanceAfter: item["balanceAfter"] as number,
  entrySeq: item["entrySeq"] as number,
  paidAt: item["paidAt"] as Seconds,
  keyHash: item["keyHash"] as string,
  refunds: (item["refunds"] as readonly Refund[] | undefined) ?? [],
  signature: item["signature"] as Payment["signature"],
});

/** What is kept under the id: a reservation, or the refusal of the request that would have made it. */
export const readItem = async (reservationId: string): Promise<Item | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: reservationKey(reservationId), ConsistentRead: true }),
  );
  return item;
};

export const readReservation = async (reservationId: string): Promise<Reservation | undefined> => {
  const item = await readItem(reservationId);
  return item?.["userId"] === undefined ? undefined : toReservation(item);
};

/** A reservation with its payment, in one read. */
export const readWithPayment = async (
  reservationId: string,
): Promise<{ readonly reservation: Reservation; readonly payment: Payment | undefined } | undefined> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": partition(reservationId) },
      ConsistentRead: true,
    }),
  );
  const reservation = items.find((item) => item["sk"] === RESERVATION_SORT_KEY && item["userId"] !== undefined);
  const payment = items.find((item) => item["sk"] === PAYMENT_SORT_KEY);
  return reservation && { reservation: toReservation(reservation), payment: payment && toPayment(payment) };
};

export const listReservations = async (
  userId: string,
  page: {
    readonly limit: number;
    readonly after: Pick<Reservation, "reservationId" | "createdAt"> | undefined;
  },
) => {
  const found = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: BY_USER,
      KeyConditionExpression: "userId = :userId",
      ExpressionAttributeValues: { ":userId": userId },
      ScanIndexForward: false,
      Limit: page.limit,
      ExclusiveStartKey: page.after && {
        ...reservationKey(page.after.reservationId),
        userId,
        createdAt: page.after.createdAt,
      },
    }),
  );
  const items = (found.Items ?? []).map(toReservation);
  const last = items.at(-1);
  return {
    items,
    next: found.LastEvaluatedKey && last && { reservationId: last.reservationId, createdAt: last.createdAt },
  };
};

const EXPIRED_READ_MAX = 100;

/** Holds of a user on a performance whose time is over but which nobody has ended yet. */
export const listExpiredHolds = async (
  userId: string,
  performanceId: string,
  now: Seconds,
): Promise<readonly Reservation[]> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: BY_USER,
      KeyConditionExpression: "userId = :userId",
      FilterExpression: `${isHeld} AND performanceId = :performanceId AND expiresAt <= :now`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":userId": userId, ":held": "HELD", ":performanceId": performanceId, ":now": now },
      ScanIndexForward: false,
      Limit: EXPIRED_READ_MAX,
    }),
  );
  return items.map(toReservation);
};

/** HELD becomes EXPIRED, on condition that it is still held and its time is over (S4). */
export const expireReservation = (reservationId: string, now: Seconds): Part => ({
  name: "reservation",
  item: {
    Update: {
      TableName: table,
      Key: reservationKey(reservationId),
      UpdateExpression: "SET #status = :expired",
      ConditionExpression: `${isHeld} AND expiresAt <= :now`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":held": "HELD", ":expired": "EXPIRED", ":now": now },
    },
  },
});

/** A hold lasts longer, on condition that it is still held, its time is not over, and that it never did before (S3). */
export const extendReservation = (
  reservationId: string,
  { at, from, to }: { readonly at: Seconds; readonly from: Seconds; readonly to: Seconds },
): Part => ({
  name: "reservation",
  item: {
    Update: {
      TableName: table,
      Key: reservationKey(reservationId),
      UpdateExpression: "SET expiresAt = :to, extension = :extension",
      ConditionExpression: `${isHeld} AND expiresAt > :at AND attribute_not_exists(extension)`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":held": "HELD", ":to": to, ":at": at, ":extension": { at, from } },
    },
  },
});

/** HELD becomes RELEASED, on condition that it is still held and its time is not over. */
export const releaseReservation = (reservationId: string, now: Seconds): Part => ({
  name: "reservation",
  item: {
    Update: {
      TableName: table,
      Key: reservationKey(reservationId),
      UpdateExpression: "SET #status = :released",
      ConditionExpression: `${isHeld} AND expiresAt > :now`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":held": "HELD", ":released": "RELEASED", ":now": now },
    },
  },
});

/** HELD becomes PAID with its payment, on condition that it is still held and its time is not over (S4, M3). */
export const payReservation = (reservationId: string, payment: Payment, now: Seconds): readonly Part[] => [
  {
    name: "reservation",
    item: {
      Update: {
        TableName: table,
        Key: reservationKey(reservationId),
        UpdateExpression: "SET #status = :paid, paymentId = :paymentId",
        ConditionExpression: `${isHeld} AND expiresAt > :now`,
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":held": "HELD",
          ":paid": "PAID",
          ":paymentId": payment.paymentId,
          ":now": now,
        },
      },
    },
  },
  {
    name: "payment",
    item: {
      Put: {
        TableName: table,
        Item: { ...paymentKey(reservationId), ...payment },
        ConditionExpression: itemIsAbsent,
      },
    },
  },
];

/**
 * Some or all of the seats of a paid reservation are given back, and its receipt says so: on condition that it has
 * just the seats that `before` says, so that no seat is given back twice (M3). With the last seat it is CANCELLED.
 */
export const cancelSeats = (
  before: Reservation,
  kept: Pick<Reservation, "seatIds" | "amount">,
  refund: Refund,
): readonly Part[] => [
  {
    name: "reservation",
    item: {
      Update: {
        TableName: table,
        Key: reservationKey(before.reservationId),
        UpdateExpression:
          kept.seatIds.length === 0
            ? "SET #status = :after"
            : "SET #status = :after, seatIds = :kept, amount = :amount, returnedSeatIds = :returned, heldSeatIds = :held",
        ConditionExpression: "#status = :paid AND seatIds = :before",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":paid": "PAID",
          ":before": before.seatIds,
          ":after": kept.seatIds.length === 0 ? "CANCELLED" : "PAID",
          ...(kept.seatIds.length === 0
            ? {}
            : {
                ":kept": kept.seatIds,
                ":amount": kept.amount,
                ":returned": [...before.returnedSeatIds, ...refund.seatIds],
                ":held": before.heldSeatIds ?? before.seatIds,
              }),
        },
      },
    },
  },
  {
    name: "payment",
    item: {
      Update: {
        TableName: table,
        Key: paymentKey(before.reservationId),
        UpdateExpression: "SET refunds = list_append(if_not_exists(refunds, :none), :refund)",
        ConditionExpression: itemExists,
        ExpressionAttributeValues: { ":none": [], ":refund": [refund] },
      },
    },
  },
];
