import { describe, expect, it } from "@jest/globals";
import { pauseBeforeRetry } from "#client/retry.ts";

const refusal = (status: number, retryAfter: string | undefined): Response =>
  new Response(null, { status, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } });

describe("the pause before a request is sent again", () => {
  it.each([
    [429, "3", 3],
    [503, undefined, 1],
    [504, "soon", 1],
    [429, "30", 30],
    [429, "600", undefined],
    [409, "3", undefined],
  ])("after a %s with Retry-After %s is %s seconds", (status, retryAfter, seconds) => {
    expect(pauseBeforeRetry(refusal(status, retryAfter))).toBe(seconds);
  });
});
