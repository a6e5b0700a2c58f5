/** Whatever a read shows or leaves out, nobody who has been admitted is left out of the count (Q3). */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Cohort } from "#functions/queue/rules/queue-state.ts";
import { type UnsettledCohorts, unreadOf, unsettledOf, withRead } from "#functions/queue/rules/unsettled-cohorts.ts";

const cohort = (from: number, to: number): Cohort => ({ from, to, admittedAt: 0, claimBy: 60, expiresAt: 660 });

/** One read: cohorts are written before it, some of the newest are not shown yet, and the first are settled after it. */
const readArbitrary = fc.record({
  written: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
  hidden: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
  pageMax: fc.integer({ min: 1, max: 5 }),
  settled: fc.integer({ min: 0, max: 2 }),
  /** Less than a gap must last in all. */
  ms: fc.integer({ min: 0, max: 400 }),
});

describe("the cohorts that a function knows", () => {
  it("Q3: with those that are counted whole, are all that have been served and not settled, each number once", () => {
    fc.assert(
      fc.property(fc.array(readArbitrary, { maxLength: 20 }), (reads) => {
        const stored: Cohort[] = [];
        let known: UnsettledCohorts | undefined;
        let [served, settledTo, nowMs] = [0, 0, 0];
        for (const { written, hidden, pageMax, settled, ms } of reads) {
          nowMs += ms;
          for (const size of written) {
            stored.push(cohort(served + 1, served + size));
            served += size;
          }
          const lane = { served, settledTo };
          known = unsettledOf(known, lane);
          if (known.readTo < served) {
            const { readTo } = known;
            const newest = new Set(hidden.map((index) => stored.at(-1 - index)));
            const shown = stored.filter((each) => each.to > readTo && !newest.has(each));
            const read = { cohorts: shown.slice(0, pageMax), isWhole: shown.length <= pageMax };
            known = withRead(known, lane, read, nowMs);
          }
          const numbers = [...known.cohorts, ...unreadOf(known, lane)].flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, index) => from + index),
          );
          expect(numbers).toEqual(Array.from({ length: served - settledTo }, (_, index) => settledTo + 1 + index));
          settledTo = known.cohorts[Math.min(settled, known.cohorts.length) - 1]?.to ?? settledTo;
        }
      }),
    );
  });

  it("Q5: a gap that lasts holds nobody up: it is believed after ten seconds", () => {
    const lane = { served: 30, settledTo: 0 };
    const read = { cohorts: [cohort(11, 20)], isWhole: true };
    const first = withRead(unsettledOf(undefined, lane), lane, read, 0);
    const soon = withRead(unsettledOf(first, lane), lane, read, 9999);
    const middle = withRead(unsettledOf(soon, lane), lane, read, 10_000);
    const last = withRead(unsettledOf(middle, lane), lane, { cohorts: [], isWhole: true }, 20_000);

    expect([first, soon].map((known) => unreadOf(known, lane))).toMatchObject([
      [{ from: 1, to: 30 }],
      [{ from: 1, to: 30 }],
    ]);
    expect(middle.cohorts).toEqual([cohort(11, 20)]);
    expect(unreadOf(middle, lane)).toMatchObject([{ from: 21, to: 30 }]);
    expect(unreadOf(last, lane)).toEqual([]);
  });

  it("Q3: begin again for a lane that was read before others settled it further", () => {
    const later = withRead(
      unsettledOf(undefined, { served: 20, settledTo: 10 }),
      { served: 20, settledTo: 10 },
      { cohorts: [cohort(11, 20)], isWhole: true },
      0,
    );

    expect(unsettledOf(later, { served: 20, settledTo: 0 })).toEqual({ after: 0, readTo: 0, cohorts: [] });
  });
});
