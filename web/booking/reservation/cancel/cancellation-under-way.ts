/** A cancellation that was sent and whose outcome is not known yet, as it is kept over reloads. Pure. */

export interface CancellationUnderWay {
  readonly seatIds: readonly string[];
  /** Won. */
  readonly quotedRefund: number;
  /** By the service's clock, in milliseconds since 1970. */
  readonly beganMs: number;
}

const isText = (value: unknown): value is string => typeof value === "string";

export const parseUnderWay = (json: unknown): CancellationUnderWay | undefined => {
  if (typeof json !== "object" || json === null) return undefined;
  const { seatIds, quotedRefund, beganMs } = json as Partial<Record<keyof CancellationUnderWay, unknown>>;
  if (!Array.isArray(seatIds) || seatIds.length === 0 || !seatIds.every(isText)) return undefined;
  if (!Number.isSafeInteger(quotedRefund) || !Number.isFinite(beganMs)) return undefined;
  return { seatIds, quotedRefund: Number(quotedRefund), beganMs: Number(beganMs) };
};

/** Names an attempt with everything that makes it another one: the service refuses a key with another request. */
export const purposeOf = (
  reservationId: string,
  { seatIds, quotedRefund }: Pick<CancellationUnderWay, "seatIds" | "quotedRefund">,
): string => `cancel:${reservationId}:${quotedRefund}:${seatIds.join(",")}`;

/**
 * For how long a cancellation is sent again. A request that never arrived would cancel the seats when it is repeated, and
 * somebody who comes back later has to confirm that again.
 */
const REPEATED_MS_MAX = 10 * 60_000;

export const isTooOld = ({ beganMs }: Pick<CancellationUnderWay, "beganMs">, nowMs: number): boolean =>
  nowMs - beganMs > REPEATED_MS_MAX;

export type Resumption =
  /** Seats of it are no longer the reservation's: it was done, and the page shows that. */
  | "done"
  /** It may be under way: it is sent again with its key. */
  | "ask"
  /** It never arrived. */
  | "forget";

/** What to do about a cancellation that a page finds, with the reservation as it is now. */
export const resumptionOf = (
  underWay: CancellationUnderWay,
  ownedSeatIds: readonly string[],
  nowMs: number,
): Resumption => {
  if (!underWay.seatIds.every((seatId) => ownedSeatIds.includes(seatId))) return "done";
  return isTooOld(underWay, nowMs) ? "forget" : "ask";
};
