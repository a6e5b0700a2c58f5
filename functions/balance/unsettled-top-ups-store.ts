/** The sweep's read of top-ups. It is apart from the store because a function needs the right to scan for it. */
import { userPartition } from "#functions/balance/balance-store.ts";
import type { TopUp, TopUpStatus } from "#functions/balance/rules/top-up.ts";
import { topUpSortKey, toTopUp } from "#functions/balance/top-up-store.ts";
import { scanUpTo, tableNamed } from "#functions/shared/dynamodb.ts";

/** The statuses in which a message is under way that will check the top-up. */
const PENDING: TopUpStatus = "PENDING";
const APPROVED: TopUpStatus = "APPROVED";

/** Top-ups whose money may have been taken although there is no entry for it yet. */
export const scanUnsettledTopUps = (itemsMax: number): Promise<readonly TopUp[]> =>
  scanUpTo(
    {
      TableName: tableNamed("balance"),
      FilterExpression: "begins_with(pk, :user) AND begins_with(sk, :topUp) AND #status IN (:pending, :approved)",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":user": userPartition(""),
        ":topUp": topUpSortKey(""),
        ":pending": PENDING,
        ":approved": APPROVED,
      },
      ConsistentRead: true,
    },
    itemsMax,
    toTopUp,
  );
