/** The audit's reads of a user's ledger and top-ups. All are consistent. */

import { toAuditedEntry, toAuditedTopUp } from "#functions/audit/audited-items.ts";
import { queryNewest } from "#functions/audit/bulk-read-store.ts";
import type { Ledger } from "#functions/audit/rules/m1-ledger.ts";
import type { TopUps } from "#functions/audit/rules/m3-top-ups.ts";
import { accountKey, entrySortKey, readAccount } from "#functions/balance/balance-store.ts";
import { topUpSortKey } from "#functions/balance/top-up-store.ts";
import { tableNamed } from "#functions/shared/dynamodb.ts";

/** Entries of one user. Older ones are left out, and the result says so. */
const ENTRIES_MAX = 2000;
/** Top-ups of one user. Their ids have no order, so any of them may be left out. */
const TOP_UPS_MAX = 2000;
const SEQ_MAX = 10 ** 12 - 1;

/** Reads an account, then its entries; only the newest if there are too many. */
export const readLedger = async (userId: string): Promise<Ledger> => {
  const account = await readAccount(userId, { consistent: true });
  const { items, isWhole } = await queryNewest(
    {
      TableName: tableNamed("balance"),
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":pk": accountKey(userId).pk,
        ":first": entrySortKey(1),
        ":last": entrySortKey(SEQ_MAX),
      },
      ConsistentRead: true,
    },
    ENTRIES_MAX,
  );
  return { userId, account, entries: items.map(toAuditedEntry).toReversed(), isWhole };
};

/** Reads the top-ups of a user. Call it after readLedger: by then the top-up of each entry is settled. */
export const readTopUps = async (userId: string): Promise<TopUps> => {
  const { items, isWhole } = await queryNewest(
    {
      TableName: tableNamed("balance"),
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :topUp)",
      ExpressionAttributeValues: { ":pk": accountKey(userId).pk, ":topUp": topUpSortKey("") },
      ConsistentRead: true,
    },
    TOP_UPS_MAX,
  );
  return { topUps: items.map(toAuditedTopUp), isWhole };
};
