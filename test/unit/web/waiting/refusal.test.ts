import { describe, expect, it } from "@jest/globals";
import { ProblemError } from "#client/problem-error.ts";
import type { ProblemCode } from "#contract/problems.ts";
import { NOTHING_KNOWN, withStanding } from "#web/booking/waiting/known.ts";
import { endOf, troubleOf } from "#web/booking/waiting/refusal.ts";

const problem = (status: number, code?: ProblemCode) =>
  new ProblemError("call", status, code === undefined ? {} : { code }, new Headers());

const waiting = withStanding(NOTHING_KNOWN, { kind: "waiting", number: 5 });

describe("the end of a wait", () => {
  it.each([
    [problem(404, "QUEUE_TOKEN_NOT_FOUND"), waiting, "gone"],
    [problem(404, "QUEUE_TOKEN_NOT_FOUND"), NOTHING_KNOWN, "not joined"],
    [problem(410, "QUEUE_TOKEN_EXPIRED"), waiting, "missed"],
    [problem(409, "SOLD_OUT"), NOTHING_KNOWN, "sold out"],
    [problem(409, "SALE_CLOSED"), waiting, "closed"],
    [problem(401, "UNAUTHENTICATED"), waiting, "signed out again"],
    [problem(404, "CONCERT_NOT_FOUND"), NOTHING_KNOWN, "no concert"],
    [problem(400, "VALIDATION_FAILED"), NOTHING_KNOWN, "no concert"],
    [problem(418), waiting, "failed"],
    [new Error("odd"), waiting, "failed"],
  ] as const)("by %s is one word", (error, known, why) => {
    expect(endOf(error, known, false)).toBe(why);
  });

  it("is that of the pass if the turn had been claimed", () => {
    expect(endOf(problem(410, "QUEUE_TOKEN_EXPIRED"), NOTHING_KNOWN, true)).toBe("pass ended");
  });

  it("is that of the session if nobody is signed in any more", () => {
    expect(endOf(Object.assign(new Error(), { name: "SignInNeeded" }), waiting, false)).toBe("signed out again");
  });
});

describe("the trouble of a call that is sent again", () => {
  it.each([
    [new TypeError("fetch failed"), true, "unreachable"],
    [new TypeError("fetch failed"), false, "offline"],
    [problem(429), true, "crowded"],
    [problem(429, "TOO_MANY_REQUESTS"), true, "too often"],
    [problem(503, "UNAVAILABLE"), true, "unreachable"],
    [problem(502), true, "unreachable"],
  ] as const)("after %s is known", (failure, isOnline, kind) => {
    expect(troubleOf(failure, isOnline)).toBe(kind);
  });
});
