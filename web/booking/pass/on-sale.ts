import type { CallResult } from "#client/call-types.ts";
import { call } from "#web/shared/api/client.ts";

export type Performance = CallResult<"listPerformances">["body"]["items"][number];

/** The performances of a concert that are on sale, which only somebody inside may see. */
export const performancesOnSale = async (concertId: string, queueToken: string): Promise<readonly Performance[]> => {
  const found: Performance[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = await call("listPerformances", { params: { concertId }, query, queueToken });
    found.push(...body.items);
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
};
