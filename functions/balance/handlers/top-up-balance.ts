import { entryAnswer } from "#functions/balance/rules/ledger.ts";
import { charge } from "#functions/balance/top-up-balance.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { setting } from "#functions/shared/settings.ts";

const amountMax = setting("chargeWonMax");
const balanceMax = setting("balanceWonMax");

export const handler = httpHandler(routes.chargeBalance, async ({ body, user, idempotencyKey }) => {
  const { entry, isRepeat } = await charge({
    userId: user.userId,
    amount: body.amount,
    idempotencyKey,
    amountMax,
    balanceMax,
  });
  return { status: 201, body: entryAnswer(entry), headers: { ...(isRepeat && REPLAYED) } };
});
