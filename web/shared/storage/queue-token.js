/** The queue tokens of this browser, by user and concert. They only save a call: the place belongs to the account. */
import { user } from "#web/shared/session/session.ts";
import { stored } from "#web/shared/storage/stored.ts";
const parseToken = (json) => (typeof json === "string" ? json : undefined);
/** The signed-in user's queue token for a concert. */
export const queueTokenOf = (concertId) => stored(`queue-token:${user.peek()?.id ?? ""}:${concertId}`, parseToken);
