import { balanceRoutes } from "#contract/balance.ts";
import { listEntries } from "#functions/balance/balance-store.ts";
import { entryResponse } from "#functions/balance/rules/ledger.ts";
import { CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(balanceRoutes.listEntries, async ({ query, user }) => {
  const before = fromCursor(query.cursor, { seq: CursorNumber })?.seq;
  const { items, last } = await listEntries(user.userId, { limit: query.limit, before });
  return {
    status: 200,
    body: { items: items.map(entryResponse), nextCursor: toCursor(last && { seq: last.seq }) },
  };
});
