/**
 * The only place where the expressions on reservations are written, but for that which makes one: it is in
 * hold-idempotency-store.ts.
 */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Refund } from "#functions/payments/rules/payment.ts";
import { CAUSED_BY, fromRates, RESERVATION_SORT_KEY, toReservation } from "#functions/reservations/reservation-item.ts";
import type { Extension, OrganiserAct, Reservation } from "#functions/reservations/rules/reservation.ts";
import { causingRequest } from "#functions/shared/cause.ts";
import { dynamo, type Item, type Page, queryPage, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("reservations");
export const BY_USER = "byUser";

export const reservationKey = (reservationId: string) => ({ pk: `RES#${reservationId}`, sk: RESERVATION_SORT_KEY });

const isHeld = "#status = :held";

/** The item under the id: a reservation, or the refusal of the request that would have made it. */
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

/** Reservations of a user, newest first. */
export const listReservations = (
  userId: string,
  page: {
    readonly limit: number;
    readonly after: Pick<Reservation, "reservationId" | "createdAt"> | undefined;
  },
): Promise<Page<Reservation>> =>
  queryPage(
    {
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
    },
    toReservation,
  );

const EXPIRED_READ_MAX = 100;

/** Holds of a user on a performance whose time is over but which nobody has ended yet. */
export const listExpiredHolds = async (
  userId: string,
  performanceId: string,
  now: Seconds,
): Promise<readonly Reservation[]> => {
  const { items } = await queryPage(
    {
      TableName: table,
      IndexName: BY_USER,
      KeyConditionExpression: "userId = :userId",
      FilterExpression: `${isHeld} AND performanceId = :performanceId AND expiresAt <= :now`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":userId": userId, ":held": "HELD", ":performanceId": performanceId, ":now": now },
      ScanIndexForward: false,
      Limit: EXPIRED_READ_MAX,
    },
    toReservation,
  );
  return items;
};

type Update = NonNullable<Part["item"]["Update"]>;

/**
 * Writes down in the item which request has changed it, so that the stream carries its id on; an id of before is removed if
 * nobody has asked for the change.
 */
const withCause = (update: Update): Update => {
  const { UpdateExpression: expression = "", ExpressionAttributeValues: values } = update;
  const requestId = causingRequest();
  if (requestId === undefined) {
    const remove = expression.includes(" REMOVE ")
      ? `${expression}, ${CAUSED_BY}`
      : `${expression} REMOVE ${CAUSED_BY}`;
    return { ...update, UpdateExpression: remove };
  }
  return {
    ...update,
    UpdateExpression: expression.replace(/^SET /, `SET ${CAUSED_BY} = :causedBy, `),
    ExpressionAttributeValues: { ...values, ":causedBy": requestId },
  };
};

/** HELD becomes EXPIRED, on condition that it is still held and its time is over (S4). */
export const markExpired = (reservationId: string, now: Seconds): Part => ({
  name: "reservation",
  item: {
    Update: withCause({
      TableName: table,
      Key: reservationKey(reservationId),
      UpdateExpression: "SET #status = :expired",
      ConditionExpression: `${isHeld} AND expiresAt <= :now`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":held": "HELD", ":expired": "EXPIRED", ":now": now },
    }),
  },
});

/**
 * A hold lasts longer, on condition that it is still held, its time is not over, and it still ends when it was to end: of
 * extensions at once, one moves its end (S3).
 */
export const markExtended = (
  { reservationId, expiresAt: from }: Pick<Reservation, "reservationId" | "expiresAt">,
  { to, extension }: { readonly to: Seconds; readonly extension: Extension },
): Part => ({
  name: "reservation",
  item: {
    Update: withCause({
      TableName: table,
      Key: reservationKey(reservationId),
      UpdateExpression: "SET expiresAt = :to, extension = :extension",
      ConditionExpression: `${isHeld} AND expiresAt > :at AND expiresAt = :from`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":held": "HELD",
        ":to": to,
        ":at": extension.at,
        ":from": from,
        ":extension": extension,
      },
    }),
  },
});

/** HELD becomes RELEASED, on condition that it is still held and its time is not over. */
export const markReleased = (reservationId: string, now: Seconds): Part => ({
  name: "reservation",
  item: {
    Update: withCause({
      TableName: table,
      Key: reservationKey(reservationId),
      UpdateExpression: "SET #status = :released",
      ConditionExpression: `${isHeld} AND expiresAt > :now`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":held": "HELD", ":released": "RELEASED", ":now": now },
    }),
  },
});

/** HELD becomes RELEASED because the performance was called off, on condition that it is still held (M6). */
export const markEndedByCallOff = (reservationId: string): Part => ({
  name: "reservation",
  item: {
    Update: withCause({
      TableName: table,
      Key: reservationKey(reservationId),
      UpdateExpression: "SET #status = :released, organiserAct = :act",
      ConditionExpression: isHeld,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":held": "HELD",
        ":released": "RELEASED",
        ":act": "CALLED_OFF" satisfies OrganiserAct,
      },
    }),
  },
});

/** The condition that a reservation still costs what it did when it was read. */
const costsAsRead = ({ rates, rateOf, promotionCode }: Reservation) => ({
  expression: `rates = :rates AND rateOf = :rateOf AND ${
    promotionCode === undefined ? "attribute_not_exists(promotionCode)" : "promotionCode = :code"
  }`,
  values: {
    ":rates": fromRates(rates),
    ":rateOf": rateOf,
    ...(promotionCode !== undefined && { ":code": promotionCode }),
  },
});

/**
 * HELD becomes PAID, on condition that it is still held, its time is not over, and it still costs what was read (S4, M2,
 * M3).
 * @param paid.fullRefundUntil before this time everything is refunded, whatever else the refund rule says (M5)
 */
export const markPaid = (
  before: Reservation,
  { paymentId, fullRefundUntil }: { readonly paymentId: string; readonly fullRefundUntil?: Seconds | undefined },
  now: Seconds,
): Part => {
  const asRead = costsAsRead(before);
  return {
    name: "reservation",
    item: {
      Update: withCause({
        TableName: table,
        Key: reservationKey(before.reservationId),
        UpdateExpression: `SET #status = :paid, paymentId = :paymentId${
          fullRefundUntil === undefined ? "" : ", fullRefundUntil = :full"
        }`,
        ConditionExpression: `${isHeld} AND expiresAt > :now AND ${asRead.expression}`,
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":held": "HELD",
          ":paid": "PAID",
          ":paymentId": paymentId,
          ":now": now,
          ...(fullRefundUntil !== undefined && { ":full": fullRefundUntil }),
          ...asRead.values,
        },
      }),
    },
  };
};

/**
 * A hold costs something else, on condition that it is still held, its time is not over, and it cost what was read. One
 * write, which a payment at the same time either sees or refuses (M2).
 * @returns false if the condition did not hold
 */
export const changePrices = async (before: Reservation, after: Reservation, now: Seconds): Promise<boolean> => {
  const asRead = costsAsRead(before);
  const { promotionCode, heldRateOf } = after;
  const absent = Object.entries({ promotionCode, heldRateOf }).flatMap(([name, value]) =>
    value === undefined ? name : [],
  );
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: reservationKey(before.reservationId),
        UpdateExpression: [
          "SET rates = :newRates, rateOf = :newRateOf, amount = :amount",
          promotionCode === undefined ? "" : ", promotionCode = :newCode",
          heldRateOf === undefined ? "" : ", heldRateOf = :heldRateOf",
          absent.length === 0 ? "" : ` REMOVE ${absent.join(", ")}`,
        ].join(""),
        ConditionExpression: `${isHeld} AND expiresAt > :now AND ${asRead.expression}`,
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":held": "HELD",
          ":now": now,
          ...asRead.values,
          ":newRates": fromRates(after.rates),
          ":newRateOf": after.rateOf,
          ":amount": after.amount,
          ...(promotionCode !== undefined && { ":newCode": promotionCode }),
          ...(heldRateOf !== undefined && { ":heldRateOf": heldRateOf }),
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/**
 * Some or all seats of a paid reservation are given back, on condition that it still has just the seats that `before`
 * has, so that no seat is given back twice (M3). With its last seat it becomes CANCELLED.
 */
export const markSeatsReturned = (
  before: Reservation,
  kept: Pick<Reservation, "seatIds" | "amount">,
  refund: Pick<Refund, "seatIds" | "amount" | "bookingFees" | "cancellationFees" | "organiserAct">,
): Part => {
  const { seatIds: returned, amount, bookingFees = 0, cancellationFees = 0, organiserAct: act } = refund;
  const isLast = kept.seatIds.length === 0;
  const seatsKept = ", seatIds = :kept, amount = :amount, returnedSeatIds = :returned, heldSeatIds = :held";
  return {
    name: "reservation",
    item: {
      Update: withCause({
        TableName: table,
        Key: reservationKey(before.reservationId),
        UpdateExpression:
          `SET #status = :after, lastRefund = :refund${isLast ? "" : seatsKept}` +
          (act === undefined ? " REMOVE organiserAct" : ", organiserAct = :act"),
        ConditionExpression: "#status = :paid AND seatIds = :before",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":paid": "PAID",
          ":before": before.seatIds,
          ":after": isLast ? "CANCELLED" : "PAID",
          ...(act && { ":act": act }),
          ":refund": { amount, bookingFees, cancellationFees },
          ...(isLast
            ? {}
            : {
                ":kept": kept.seatIds,
                ":amount": kept.amount,
                ":returned": [...before.returnedSeatIds, ...returned],
                ":held": before.heldSeatIds ?? before.seatIds,
              }),
        },
      }),
    },
  };
};
