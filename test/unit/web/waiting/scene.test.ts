import { describe, expect, it } from "@jest/globals";
import { PRESALE_START } from "#contract/waiting/place.ts";
import { aPublicQueue, OPENING_MS } from "#test/unit/web/waiting/public-queues.ts";
import {
  type Known,
  NOTHING_KNOWN,
  type Standing,
  type WithoutPlace,
  withNumber,
  withQueue,
  withStanding,
  withTrouble,
} from "#web/booking/waiting/known.ts";
import { statusLineOf } from "#web/booking/waiting/queue-status.ts";
import { sceneOf } from "#web/booking/waiting/scene.ts";

const NOW_MS = OPENING_MS + 60_000;

const knownOf = (queue = aPublicQueue(), standing: Standing = { kind: "unknown" }): Known =>
  withStanding(withQueue(NOTHING_KNOWN, queue), standing);

const waitingOf = (number: number, queue = aPublicQueue()) =>
  sceneOf(withNumber(knownOf(queue), number, undefined), NOW_MS);

const outside = (why: WithoutPlace, queue = aPublicQueue()) => sceneOf(knownOf(queue, { kind: "none", why }), NOW_MS);

const lineOf = (known: Known, nowMs: number) =>
  statusLineOf(known, sceneOf(known, nowMs), { nowMs, isOnline: true }).kind;

describe("the scene of somebody with a number", () => {
  it("has the people ahead, a range for the wait, and the chance", () => {
    expect(waitingOf(3000)).toEqual({
      kind: "waiting",
      number: 3000,
      isPresale: false,
      ahead: 2999,
      aheadAtFirst: 2999,
      done: 0,
      status: "OPEN",
      wait: { low: 195, high: 455 },
      chance: "likely",
      accessibleLeft: 0,
      isNear: false,
    });
  });

  it("is near when the turn comes within a minute", () => {
    expect(waitingOf(200)).toMatchObject({ isNear: true });
    expect(waitingOf(200, aPublicQueue({ status: "PAUSED" }))).toMatchObject({ isNear: false, wait: null });
  });

  it("says how many accessible seats people are still let in for once everything else is sold out", () => {
    const queue = aPublicQueue({ status: "SOLD_OUT", accessibleUnitsLeft: 3 });

    expect(waitingOf(200, queue)).toMatchObject({ accessibleLeft: 3 });
    expect(waitingOf(200, { ...queue, status: "OPEN" })).toMatchObject({ accessibleLeft: 0 });
  });

  it("counts the presale lane by itself", () => {
    const presale = { sharePercent: 30, issued: PRESALE_START + 100, served: PRESALE_START + 10 };

    expect(waitingOf(PRESALE_START + 50, aPublicQueue({ presale }))).toMatchObject({ isPresale: true, ahead: 39 });
  });

  it("has a number before the queue was read as somebody who joins", () => {
    expect(sceneOf(withNumber(NOTHING_KNOWN, 5, undefined), NOW_MS)).toEqual({ kind: "joining", isTaken: true });
  });
});

describe("the scene in the lobby", () => {
  it("counts down to the opening, and stays at nothing until the draw", () => {
    const known = knownOf(aPublicQueue({ status: "LOBBY" }), { kind: "lobby", arrival: 7 });

    expect([-90_500, 0, 3000].map((ms) => sceneOf(known, OPENING_MS + ms))).toMatchObject([
      { secondsToOpening: 91 },
      { secondsToOpening: 0 },
      { secondsToOpening: 0 },
    ]);
  });
});

describe("the scene of somebody without a place", () => {
  const soldOut = aPublicQueue({ status: "SOLD_OUT" });

  it.each<[string, WithoutPlace, ReturnType<typeof aPublicQueue>, string, string]>([
    ["may join", "not joined", aPublicQueue(), "not joined", "yes"],
    ["may join in the lobby", "signed out", aPublicQueue({ status: "LOBBY" }), "signed out", "yes"],
    ["may join a queue that is paused", "not joined", aPublicQueue({ status: "PAUSED" }), "not joined", "yes"],
    ["learns that it is sold out", "not joined", soldOut, "sold out", "later"],
    [
      "may join if they need an accessible seat",
      "not joined",
      aPublicQueue({ status: "SOLD_OUT", accessibleUnitsLeft: 2 }),
      "sold out",
      "accessible",
    ],
    ["learns that it is over", "signed out", aPublicQueue({ status: "CLOSED" }), "closed", "no"],
    ["may join again after missing the turn", "missed", aPublicQueue(), "missed", "yes"],
    ["may join again later if it is sold out meanwhile", "missed", soldOut, "missed", "later"],
  ])("%s", (_, why, queue, shownWhy, mayJoin) => {
    expect(outside(why, queue)).toEqual({ kind: "without place", why: shownWhy, mayJoin });
  });

  it("may join again as soon as seats come back", () => {
    expect(outside("sold out", aPublicQueue())).toMatchObject({ mayJoin: "yes" });
  });
});

describe("the scene of somebody admitted", () => {
  const known = knownOf(aPublicQueue(), { kind: "admitted", expiresAtMs: NOW_MS + 30_000, isFirstSight: false });

  it("counts down to the end of the pass, and says when it has ended", () => {
    expect(sceneOf(known, NOW_MS)).toEqual({ kind: "admitted", secondsLeft: 30, isFirstSight: false });
    expect(sceneOf(known, NOW_MS + 30_000)).toEqual({ kind: "without place", why: "pass ended", mayJoin: "yes" });
  });
});

describe("the line about the state of things", () => {
  it("says one thing, and trouble before everything else", () => {
    const soldOut = withQueue(NOTHING_KNOWN, aPublicQueue({ status: "SOLD_OUT" }));
    const reopened = withQueue(soldOut, aPublicQueue({ at: 70 }));
    const troubled = withTrouble(reopened, { kind: "offline", againAtMs: NOW_MS });

    const kinds = [NOTHING_KNOWN, soldOut, reopened, troubled].map((known) => lineOf(known, NOW_MS));

    expect(kinds).toEqual(["nothing", "status", "reopened", "trouble"]);
  });

  it("says at once that the device is offline, before a call has failed", () => {
    const known = withQueue(NOTHING_KNOWN, aPublicQueue());

    const line = statusLineOf(known, sceneOf(known, NOW_MS), { nowMs: NOW_MS, isOnline: false });

    expect(line).toMatchObject({ kind: "trouble", trouble: { kind: "offline" } });
  });

  it("does not worry anybody with a single call that was lost", () => {
    const once = withTrouble(withQueue(NOTHING_KNOWN, aPublicQueue()), { kind: "unreachable", againAtMs: NOW_MS });
    const twice = withTrouble(once, { kind: "unreachable", againAtMs: NOW_MS });

    expect([once, twice].map((known) => lineOf(known, NOW_MS))).toEqual(["status", "trouble"]);
  });

  it("says that the turn is near", () => {
    const known = withNumber(knownOf(), 100, undefined);

    expect(lineOf(known, NOW_MS)).toBe("near");
  });

  it("forgets news after two minutes", () => {
    const paused = withQueue(NOTHING_KNOWN, aPublicQueue({ status: "PAUSED" }));
    const resumed = withQueue(paused, aPublicQueue({ at: 70 }));

    expect([80, 191].map((at) => lineOf(resumed, OPENING_MS + at * 1000))).toEqual(["resumed", "status"]);
  });
});
