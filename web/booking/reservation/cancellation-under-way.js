/** A cancellation that was sent and whose outcome is not known yet, as it is kept over reloads. Pure. */
const isText = (value) => typeof value === "string";
export const parseUnderWay = (json) => {
    if (typeof json !== "object" || json === null)
        return undefined;
    const { seatIds, quotedRefund, beganMs } = json;
    if (!Array.isArray(seatIds) || seatIds.length === 0 || !seatIds.every(isText))
        return undefined;
    if (!Number.isSafeInteger(quotedRefund) || !Number.isFinite(beganMs))
        return undefined;
    return { seatIds, quotedRefund: Number(quotedRefund), beganMs: Number(beganMs) };
};
/** Names an attempt with everything that makes it another one: the service refuses a key with another request. */
export const purposeOf = (reservationId, { seatIds, quotedRefund }) => `cancel:${reservationId}:${quotedRefund}:${seatIds.join(",")}`;
/**
 * For how long a cancellation is sent again. A request that never arrived would cancel the seats when it is repeated, and
 * somebody who comes back later has to confirm that again.
 */
const REPEATED_MS_MAX = 10 * 60000;
export const isTooOld = ({ beganMs }, nowMs) => nowMs - beganMs > REPEATED_MS_MAX;
/** What to do about a cancellation that a page finds, with the reservation as it is now. */
export const resumptionOf = (underWay, ownedSeatIds, nowMs) => {
    if (!underWay.seatIds.every((seatId) => ownedSeatIds.includes(seatId)))
        return "done";
    return isTooOld(underWay, nowMs) ? "forget" : "ask";
};
