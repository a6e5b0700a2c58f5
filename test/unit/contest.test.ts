import { describe, expect, it } from "@jest/globals";
import { firstEstimate, nextEstimate } from "#functions/balance/rules/wait-estimate.ts";
import { aheadOf } from "#functions/contests/rules/contest.ts";

describe("who is ahead in a contest", () => {
  it("is nobody for the first, whatever others had got before", () => {
    expect(aheadOf({ wants: 2, got: 40 }, { wanted: 2, gotBefore: 40 })).toBe(0);
  });

  it("is everybody who entered before and has not got through yet", () => {
    expect(aheadOf({ wants: 2, got: 40 }, { wanted: 10, gotBefore: 40 })).toBe(8);
    expect(aheadOf({ wants: 2, got: 46 }, { wanted: 10, gotBefore: 40 })).toBe(2);
  });

  it("is nobody once as many have got through, those who never entered among them", () => {
    expect(aheadOf({ wants: 1, got: 9 }, { wanted: 4, gotBefore: 5 })).toBe(0);
  });

  it("does not grow by what is given back", () => {
    expect(aheadOf({ wants: 2, got: 30 }, { wanted: 4, gotBefore: 40 })).toBe(2);
  });
});

describe("the wait for others of an account", () => {
  it("is first estimated by one's own lost transaction, within bounds", () => {
    expect([1, 80, 5000].map((lostMs) => firstEstimate(lostMs).entryMs)).toEqual([30, 80, 200]);
  });

  it("is a little shorter than what was seen, so that those who all wait as long find out that it may be shorter", () => {
    expect(nextEstimate(firstEstimate(30), 4, 400)).toEqual({ entryMs: 80, stillLooks: 0 });
  });

  it("is twice as long after a look that found the account as it was, and such looks in a row are counted", () => {
    const still = nextEstimate(nextEstimate(firstEstimate(40), 0, 40), 0, 80);

    expect(still).toEqual({ entryMs: 160, stillLooks: 2 });
    expect(nextEstimate(still, 1, 100).stillLooks).toBe(0);
  });
});
