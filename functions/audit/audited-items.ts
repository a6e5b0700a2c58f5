/**
 * How the audit reads items about money. The stores refuse a value that no function writes, such as an unknown kind of
 * entry; the audit has rules that judge such a value, so its schemas let it through. Only an item that no rule can
 * judge is a StoredItemError.
 */
import * as z from "zod/mini";
import type { AuditedPayment } from "#functions/audit/rules/booking.ts";
import type { AuditedEntry } from "#functions/audit/rules/m1-ledger.ts";
import type { AuditedTopUp } from "#functions/audit/rules/m3-top-ups.ts";
import { FUNDING } from "#functions/balance/rules/ledger.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { stored } from "#functions/shared/stored.ts";

/** The last moment that a date can have (ECMA-262, 21.4.1.1), in seconds. */
const TIME_MAX = 8_640_000_000_000;
const Time = z.int().check(z.nonnegative(), z.lte(TIME_MAX));

const sums = { seq: z.int(), amount: z.int(), balanceAfter: z.int(), at: Time };

const toStoredEntry = stored(
  "entry",
  z.object({
    ...sums,
    kind: z.string(),
    counterAccount: z.optional(z.string()),
    bookingFees: z.optional(z.int()),
    cancellationFees: z.optional(z.int()),
    reference: z.string(),
  }),
);

/** Old entries do not name their counter account. */
export const toAuditedEntry = (item: Item): AuditedEntry => {
  const { counterAccount, ...entry } = toStoredEntry(item);
  return { ...entry, counterAccount: counterAccount ?? (entry.kind === "TOP_UP" ? FUNDING : "TAKINGS") };
};

export const toAuditedTopUp: (item: Item) => AuditedTopUp = stored(
  "top-up",
  z.object({
    topUpId: z.string(),
    amount: z.int(),
    status: z.string(),
    attemptedAt: z.optional(Time),
    entry: z.optional(z.object(sums)),
  }),
);

const paid = { amount: z.int(), balanceAfter: z.int(), entrySeq: z.int() };
const text = z.optional(z.string());

export const toAuditedPayment: (item: Item) => AuditedPayment = stored(
  "payment",
  z.object({
    ...paid,
    paymentId: z.string(),
    receiptNumber: z.string(),
    paidAt: Time,
    refunds: z._default(
      z.array(
        z.object({
          ...paid,
          bookingFees: z.optional(z.int()),
          cancellationFees: z.optional(z.int()),
          refundId: z.string(),
          seatIds: z.array(z.string()),
          refundedAt: Time,
          organiserAct: z.optional(z.enum(["CALLED_OFF", "REFUNDED"])),
        }),
      ),
      [],
    ),
    signature: z.optional(z.object({ issuer: text, kid: text, value: text })),
  }),
);
