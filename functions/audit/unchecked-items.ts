/**
 * Items as they are stored, damaged or not. The rest of the code refuses an item that is not as expected; the audit reads
 * it all the same, since its rules say what is wrong with it. So the types promise more here than an item may keep.
 */
import { type Entry, FUNDING } from "#functions/balance/rules/ledger.ts";
import type { TopUp } from "#functions/balance/rules/top-up.ts";
import type { Payment } from "#functions/payments/rules/payment.ts";
import type { Item } from "#functions/shared/dynamodb.ts";

export const uncheckedPayment = (item: Item): Payment => ({ refunds: [], ...item }) as unknown as Payment;

/** Entries from the beginning do not name their counter account. */
export const uncheckedEntry = (item: Item): Entry => {
  const counterAccount = item["counterAccount"] ?? (item["kind"] === "TOP_UP" ? FUNDING : "TAKINGS");
  return { ...item, counterAccount } as unknown as Entry;
};

export const uncheckedTopUp = (item: Item): TopUp => {
  const entry = item["entry"] as Item | undefined;
  return { ...item, entry: entry && uncheckedEntry(entry) } as unknown as TopUp;
};
