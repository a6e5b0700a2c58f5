import { balanceRoutes } from "#contract/balance.ts";
import { readAccount } from "#functions/balance/balance-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime } from "#functions/shared/time.ts";

export const handler = httpHandler(balanceRoutes.readBalance, async ({ user }) => {
  const { balance, updatedAt } = await readAccount(user.userId, { consistent: true });
  return { status: 200, body: { balance, updatedAt: updatedAt === undefined ? null : isoTime(updatedAt) } };
});
