import { balanceRoutes } from "#contract/balance.ts";
import { entryResponse } from "#functions/balance/rules/ledger.ts";
import { topUpBalance } from "#functions/balance/top-up-balance.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { setting } from "#functions/shared/settings.ts";

const amountMax = setting("topUpWonMax");
const balanceMax = setting("balanceWonMax");

export const handler = httpHandler(balanceRoutes.topUpBalance, async ({ body, user, idempotencyKey }) => {
  const { entry, isRepeat } = await topUpBalance({
    userId: user.userId,
    amount: body.amount,
    idempotencyKey,
    amountMax,
    balanceMax,
  });
  return { status: 201, body: entryResponse(entry), headers: { ...(isRepeat && REPLAYED) } };
});
