/** What the self-audit reads of a user's money, consistently. */
import { queryNewest } from "#functions/audit/bulk-read-store.ts";
import type { Ledger } from "#functions/audit/rules/m1-ledger.ts";
import type { TopUps } from "#functions/audit/rules/m3-top-ups.ts";
import { uncheckedEntry, uncheckedTopUp } from "#functions/audit/unchecked-items.ts";
import { accountKey, entrySortKey, readAccount } from "#functions/balance/balance-store.ts";
import { topUpSortKey } from "#functions/balance/top-up-store.ts";
import { tableNamed } from "#functions/shared/dynamodb.ts";

/** Of one user: what is older is left out, and the answer says so. */
const ENTRIES_MAX = 2000;
/** Their ids have no order, so it is any that are left out. */
const TOP_UPS_MAX = 2000;
const SEQ_MAX = 10 ** 12 - 1;

/** An account and then its entries, the newest if there are very many. */
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
  return { userId, account, entries: items.map(uncheckedEntry).toReversed(), isWhole };
};

/** What a user has toppedUp or tried to. To be read after the ledger: by then the top-up of each entry is settled. */
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
  return { topUps: items.map(uncheckedTopUp), isWhole };
};
