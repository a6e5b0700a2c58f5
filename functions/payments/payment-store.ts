/** The only place where the expressions on payments are written. A payment is stored beside its reservation. */
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { DETAILED, type Payment, type ReceiptSignature, type Refund } from "#functions/payments/rules/payment.ts";
import { RESERVATION_SORT_KEY, toReservation } from "#functions/reservations/reservation-item.ts";
import { reservationKey } from "#functions/reservations/reservation-store.ts";
import type { OrganiserAct, Reservation } from "#functions/reservations/rules/reservation.ts";
import { readItems } from "#functions/shared/batch-read.ts";
import { dynamo, type Item, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("reservations");

const PAYMENT_SORT_KEY = "PAYMENT";
export const paymentKey = (reservationId: string) => ({
  pk: reservationKey(reservationId).pk,
  sk: PAYMENT_SORT_KEY,
});

const storedRefund = objectOf<Refund>({
  refundId: z.string(),
  seatIds: z.array(z.string()),
  amount: z.int(),
  bookingFees: z.optional(z.int()),
  cancellationFees: z.optional(z.int()),
  balanceAfter: z.int(),
  entrySeq: z.int(),
  refundedAt: z.int(),
  keyHash: z.string(),
  request: z.string(),
  organiserAct: z.optional(z.enum(["CALLED_OFF", "REFUNDED"] satisfies readonly OrganiserAct[])),
});

const toPayment: (item: Item) => Payment = stored(
  "payment",
  objectOf<Payment>({
    paymentId: z.string(),
    receiptNumber: z.string(),
    amount: z.int(),
    balanceAfter: z.int(),
    entrySeq: z.int(),
    paidAt: z.int(),
    keyHash: z.string(),
    refunds: z._default(z.array(storedRefund), []),
    signature: objectOf<ReceiptSignature>({
      form: z.optional(z.literal(DETAILED)),
      issuer: z.string(),
      kid: z.string(),
      value: z.string(),
    }),
  }),
);

/**
 * A reservation with its payment, in one read.
 * @param options.consistent false: as they were a moment ago, for half the price
 */
export const readWithPayment = async (
  reservationId: string,
  { consistent }: { readonly consistent: boolean } = { consistent: true },
): Promise<{ readonly reservation: Reservation; readonly payment: Payment | undefined } | undefined> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": reservationKey(reservationId).pk },
      ConsistentRead: consistent,
    }),
  );
  // Without a user it is the refusal of a hold.
  const reservation = items.find((item) => item["sk"] === RESERVATION_SORT_KEY && item["userId"] !== undefined);
  const payment = items.find((item) => item["sk"] === PAYMENT_SORT_KEY);
  return reservation && { reservation: toReservation(reservation), payment: payment && toPayment(payment) };
};

/** Payments whose items are in memory at the same time. */
const SUMMED_AT_ONCE = 1000;

/** What was paid for some reservations and has not been refunded yet, in won, as it was a moment ago. */
export const sumOfPayments = async (reservationIds: readonly string[]): Promise<number> => {
  let won = 0;
  for (let start = 0; start < reservationIds.length; start += SUMMED_AT_ONCE) {
    const keys = reservationIds.slice(start, start + SUMMED_AT_ONCE).map(paymentKey);
    for (const item of await readItems("reservations", keys, { isConsistent: false })) {
      const { amount, refunds } = toPayment(item);
      won += refunds.reduce((left, refund) => left - refund.amount, amount);
    }
  }
  return won;
};

/** The payment of a reservation, on condition that it has none (M3). */
export const newPayment = (reservationId: string, payment: Payment): Part => ({
  name: "payment",
  item: {
    Put: {
      TableName: table,
      Item: { ...paymentKey(reservationId), ...payment },
      ConditionExpression: itemIsAbsent,
    },
  },
});

/**
 * A refund of a payment, on condition that the payment has just the refunds that were read with it, so that all together
 * are no more than was paid (M5).
 * @throws RangeError if they would be more
 */
export const addRefund = (reservationId: string, { amount, refunds }: Payment, refund: Refund): Part => {
  const refunded = [...refunds, refund].reduce((sum, each) => sum + each.amount, 0);
  if (refunded > amount) throw new RangeError(`Refunds of ${refunded} won are more than the payment of ${amount} won.`);
  return {
    name: "payment",
    item: {
      Update: {
        TableName: table,
        Key: paymentKey(reservationId),
        UpdateExpression: "SET refunds = list_append(refunds, :refund)",
        ConditionExpression: "size(refunds) = :refunds",
        ExpressionAttributeValues: { ":refunds": refunds.length, ":refund": [refund] },
      },
    },
  };
};
