/** The cancellation of a reservation that was sent and whose outcome is not known, as it is kept over reloads. */
import { type StoredValue, stored } from "#web/shared/storage/stored.ts";

/** @param parse as of `stored` */
export const keptCancellation = <Value>(
  reservationId: string,
  parse: (json: unknown) => Value | undefined,
): StoredValue<Value> =>
  // A name that a sign-out removes with the other attempts.
  stored(`attempt:cancellation:${reservationId}`, parse);

/** Whether there is one. What it is, is read by whatever goes on with it. */
export const hasKeptCancellation = (reservationId: string): boolean =>
  keptCancellation(reservationId, (json) => json !== null).read() === true;
