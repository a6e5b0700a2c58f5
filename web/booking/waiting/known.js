import { positionOf } from "#contract/waiting/place.ts";
export const NOTHING_KNOWN = { standing: { kind: "unknown" } };
/** A look that is later than planned by more than this has missed something worth saying. */
const LATE_MS = 60000;
const timeOf = (queue) => Date.parse(queue.serverTime);
const servedOf = (queue, number) => {
    const isPresale = positionOf(queue, number).lane === "PRESALE";
    return isPresale ? (queue.presale?.served ?? number) : queue.served;
};
const absenceOf = ({ queue: before, lookAtMs, standing }, queue) => {
    if (before === undefined || lookAtMs === undefined || timeOf(queue) - lookAtMs <= LATE_MS)
        return undefined;
    const number = standing.kind === "waiting" ? standing.number : 0;
    return {
        seconds: Math.round((timeOf(queue) - timeOf(before)) / 1000),
        admitted: Math.max(0, servedOf(queue, number) - servedOf(before, number)),
        endedAtMs: timeOf(queue),
    };
};
/** The people ahead of a number by the newest state, but never more than have been seen before. */
const progressOf = (queue, number, before) => {
    const { ahead } = positionOf(queue, number);
    if (before?.number !== number)
        return { number, aheadAtFirst: ahead, aheadNow: ahead };
    return { ...before, aheadNow: Math.min(before.aheadNow, ahead) };
};
/** Learns a state of the queue. One that is older than the last, as another cache may have it, changes nothing. */
export const withQueue = (known, queue) => {
    const { queue: before } = known;
    const { trouble: _over, ...rest } = known;
    if (before !== undefined && timeOf(queue) < timeOf(before))
        return rest;
    const isChanged = before !== undefined && before.status !== queue.status;
    const absence = absenceOf(known, queue);
    return {
        ...rest,
        queue,
        ...(isChanged ? { change: { from: before.status, to: queue.status, atMs: timeOf(queue) } } : {}),
        ...(absence === undefined ? {} : { absence }),
    };
};
export const withStanding = (known, standing) => {
    const { trouble: _over, ...rest } = known;
    return { ...rest, standing };
};
/** Learns a number, or goes on with the one that is known. */
export const withNumber = (known, number, first) => {
    const { queue, progress = first } = known;
    if (queue === undefined)
        return withStanding(known, { kind: "waiting", number });
    return { ...withStanding(known, { kind: "waiting", number }), progress: progressOf(queue, number, progress) };
};
export const withLook = (known, lookAtMs) => ({ ...known, lookAtMs });
export const withTrouble = (known, { kind, againAtMs }) => ({
    ...known,
    trouble: { kind, againAtMs, failures: (known.trouble?.failures ?? 0) + 1 },
});
export const admittedOf = ({ expiresAt }, isFirstSight) => ({
    kind: "admitted",
    expiresAtMs: expiresAt === null ? null : Date.parse(expiresAt),
    isFirstSight,
});
/** How much of the way is done since this browser first saw the number, from 0 to 1. */
export const doneOf = ({ aheadAtFirst, aheadNow }) => aheadAtFirst === 0 ? 1 : (aheadAtFirst - aheadNow) / aheadAtFirst;
