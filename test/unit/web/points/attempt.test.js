import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { errorsOf } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { afterEvent, IDLE, isUnderWay, pauseSeconds, refusalIn, takesLong, } from "#web/booking/points/attempt.ts";
const REFUSED = { kind: "refused", refusal: { code: "INSUFFICIENT_BALANCE", body: { missing: 5 } } };
const UNKNOWN = { kind: "unknown", isSignedOut: false };
const run = (...events) => events.reduce(afterEvent, IDLE);
describe("an attempt", () => {
    it("is under way from the press until the outcome is known", () => {
        expect(run({ kind: "started" })).toEqual({ state: "sending" });
        expect(run({ kind: "started" }, UNKNOWN, UNKNOWN)).toEqual({ state: "checking", asked: 1, isSignedOut: false });
        expect(run({ kind: "started" }, UNKNOWN, { kind: "succeeded" })).toEqual({ state: "done" });
        expect(run({ kind: "started" }, UNKNOWN, REFUSED).state).toBe("refused");
    });
    it("is not begun by a second press", () => {
        const checking = run({ kind: "started" }, UNKNOWN);
        expect(afterEvent(checking, { kind: "started" })).toBe(checking);
        expect(run({ kind: "succeeded" }, { kind: "started" })).toEqual({ state: "done" });
    });
    it("may be begun again after a refusal", () => {
        expect(run({ kind: "started" }, REFUSED, { kind: "started" })).toEqual({ state: "sending" });
        expect(run({ kind: "started" }, REFUSED, { kind: "dismissed" })).toEqual(IDLE);
    });
    it("is checked, not begun, after a reload", () => {
        expect(run({ kind: "resumed" })).toEqual({ state: "checking", asked: 0, isSignedOut: false });
    });
    it("says when somebody has to sign in before the outcome can be known", () => {
        expect(run({ kind: "started" }, { kind: "unknown", isSignedOut: true })).toMatchObject({ isSignedOut: true });
    });
    it("is given up only while nothing is known, and never called refused then", () => {
        expect(run({ kind: "started" }, UNKNOWN, { kind: "abandoned" })).toEqual({ state: "unsettled" });
        expect(run({ kind: "started" }, { kind: "abandoned" })).toEqual({ state: "sending" });
        expect(run({ kind: "succeeded" }, { kind: "abandoned" })).toEqual({ state: "done" });
    });
    it("never leaves the success it has reached, and calls nothing refused that the service has not refused", () => {
        const event = fc.constantFrom({ kind: "started" }, { kind: "resumed" }, { kind: "succeeded" }, REFUSED, UNKNOWN, { kind: "abandoned" }, { kind: "dismissed" });
        fc.assert(fc.property(fc.array(event), (events) => {
            let attempt = IDLE;
            for (const next of events) {
                const before = attempt;
                attempt = afterEvent(before, next);
                if (before.state === "done")
                    expect(attempt).toEqual(before);
                if (attempt.state === "refused" && before.state !== "refused")
                    expect(next.kind).toBe("refused");
                if (isUnderWay(before) && !isUnderWay(attempt))
                    expect(["succeeded", "refused", "abandoned"]).toContain(next.kind);
            }
        }));
    });
});
describe("what a problem says about an attempt", () => {
    const isRefusal = (code) => refusalIn({ code, body: {} }) !== undefined;
    it("leaves the outcome open where the service itself does not know it, or did not respond", () => {
        for (const code of ["UNKNOWN", "INTERNAL", "UNAVAILABLE", "PAYMENT_PENDING", "REQUEST_IN_PROGRESS"]) {
            expect(isRefusal(code)).toBe(false);
        }
    });
    it("settles every other problem of a payment and a top-up", () => {
        const open = (name) => errorsOf(routes[name])
            .filter((code) => !isRefusal(code))
            .toSorted();
        expect(open("payReservation")).toEqual(["INTERNAL", "REQUEST_IN_PROGRESS", "UNAUTHENTICATED", "UNAVAILABLE"]);
        expect(open("topUpBalance")).toEqual([
            "INTERNAL",
            "PAYMENT_PENDING",
            "REQUEST_IN_PROGRESS",
            "TOO_MANY_REQUESTS",
            "UNAUTHENTICATED",
            "UNAVAILABLE",
        ]);
    });
});
describe("asking again", () => {
    it("waits longer each time, up to a limit, and as long as the service wants", () => {
        const pauses = Array.from({ length: 10 }, (_, asked) => pauseSeconds(asked));
        expect(pauses).toEqual([1, 2, 3, 5, 8, 12, 15, 15, 15, 15]);
        expect(pauseSeconds(0, 3)).toBe(3);
        expect(pauseSeconds(0, 3600)).toBe(30);
    });
    it("says after about half a minute that it takes long", () => {
        expect(takesLong(run({ kind: "started" }, ...Array.from({ length: 5 }, () => UNKNOWN)))).toBe(false);
        expect(takesLong(run({ kind: "started" }, ...Array.from({ length: 6 }, () => UNKNOWN)))).toBe(true);
    });
});
