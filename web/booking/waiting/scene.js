import { chanceOf, estimatedWait } from "#contract/waiting/outlook.ts";
import { positionOf } from "#contract/waiting/place.ts";
import { doneOf } from "#web/booking/waiting/known.ts";
/** A wait whose high end is below this is nearly over. */
const NEAR_SECONDS = 60;
/** News stay in the line about the state of things for this long. */
const NEWS_MS = 120000;
const isNear = (queue, ahead, wait) => queue.status === "OPEN" && wait !== null && (wait.high <= NEAR_SECONDS || ahead === 0);
const waitScene = ({ queue, progress }, number) => {
    if (queue === undefined || progress === undefined)
        return { kind: "joining" };
    const position = { ...positionOf(queue, number), ahead: progress.aheadNow };
    const wait = estimatedWait(queue, position);
    return {
        kind: "waiting",
        number,
        isPresale: position.lane === "PRESALE",
        ahead: position.ahead,
        aheadAtFirst: progress.aheadAtFirst,
        done: doneOf(progress),
        status: queue.status,
        wait,
        chance: chanceOf(queue, position.ahead),
        isNear: isNear(queue, position.ahead, wait),
    };
};
const lobbyScene = ({ queue }, arrival, nowMs) => {
    if (queue === undefined)
        return { kind: "joining" };
    return {
        kind: "lobby",
        arrival,
        isPresale: positionOf(queue, arrival).lane === "PRESALE",
        secondsToOpening: Math.max(0, Math.ceil((Date.parse(queue.opensAt) - nowMs) / 1000)),
    };
};
const mayJoin = ({ queue }, why) => {
    if (why === "no concert" || why === "closed" || queue?.status === "CLOSED")
        return "no";
    if (queue?.status === "SOLD_OUT" || (queue === undefined && why === "sold out")) {
        return (queue?.accessibleUnitsLeft ?? 0) > 0 ? "accessible" : "later";
    }
    return "yes";
};
const withoutPlace = (known, why) => ({
    kind: "without place",
    // Somebody who has only just come to a concert that is sold out, or over, learns that and nothing else.
    why: why === "not joined" || why === "signed out" ? (whyFull(known) ?? why) : why,
    mayJoin: mayJoin(known, why),
});
const whyFull = ({ queue }) => queue?.status === "CLOSED" ? "closed" : queue?.status === "SOLD_OUT" ? "sold out" : undefined;
export const sceneOf = (known, nowMs) => {
    const { standing } = known;
    switch (standing.kind) {
        case "unknown":
            return { kind: "loading" };
        case "none":
            return withoutPlace(known, standing.why);
        case "joining":
            return { kind: "joining" };
        case "lobby":
            return lobbyScene(known, standing.arrival, nowMs);
        case "waiting":
            return waitScene(known, standing.number);
        case "turn":
            return { kind: "turn", number: standing.number };
        case "admitted": {
            const { expiresAtMs, isFirstSight } = standing;
            if (expiresAtMs !== null && nowMs >= expiresAtMs)
                return withoutPlace(known, "pass ended");
            const secondsLeft = expiresAtMs === null ? null : Math.ceil((expiresAtMs - nowMs) / 1000);
            return { kind: "admitted", secondsLeft, isFirstSight };
        }
    }
};
/** A single call that was lost is sent again within seconds, and is nobody's worry. */
const isWorthSaying = ({ kind, failures }) => failures > 1 || kind === "offline" || kind === "too often";
export const statusLineOf = ({ queue, trouble, absence, change }, nowMs) => {
    if (trouble !== undefined && isWorthSaying(trouble))
        return { kind: "trouble", trouble };
    if (absence !== undefined && nowMs - absence.endedAtMs < NEWS_MS)
        return { kind: "absence", absence };
    if (change?.to === "OPEN" && nowMs - change.atMs < NEWS_MS) {
        if (change.from === "SOLD_OUT")
            return { kind: "reopened" };
        if (change.from === "PAUSED")
            return { kind: "resumed" };
    }
    return queue === undefined ? { kind: "nothing" } : { kind: "status", queue };
};
