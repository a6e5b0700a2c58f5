import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decide, sizeOf } from "#functions/queue/rules/admission.ts";
import { endOfBlock, inOrder, NONE_VACANT, vacantIn } from "#functions/queue/rules/vacant-numbers.ts";
import { AMPLE, aQueue, NOW } from "#test/support/queue-states.ts";

const numbers = fc
  .uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 50 })
  .map((all) => all.toSorted((a, b) => a - b));

describe("vacant numbers", () => {
  it("are counted within a range", () => {
    fc.assert(
      fc.property(numbers, fc.nat(70), fc.nat(70), (vacant, from, to) => {
        expect(vacantIn(vacant, { from, to })).toBe(vacant.filter((number) => from <= number && number <= to).length);
      }),
    );
  });

  it("Q10: are passed over: a block ends with the last of its people, and holds exactly as many as were wanted", () => {
    fc.assert(
      fc.property(numbers, fc.nat(20), fc.nat(30), (vacant, served, people) => {
        const end = endOfBlock(served, people, vacant);

        expect(end - served - vacantIn(vacant, { from: served + 1, to: end })).toBe(people);
        if (people > 0) expect(vacant).not.toContain(end);
      }),
    );
  });

  it("of several sources are put in order, each once", () => {
    expect(inOrder([9, 2, 5, 2, 70], { from: 2, to: 9 })).toEqual([2, 5, 9]);
  });
});

describe("a decision", () => {
  const OPTIONS = { tickSeconds: 5, clockSkewSeconds: 2, inventoryPercent: 120 };

  it("Q3, Q10, Q11: admits as many people as cap and pace allow, however many numbers that takes, and counts people", () => {
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        (vacant, maxActive, pace) => {
          const queue = aQueue({ settings: { maxActive, admitPerTick: pace }, general: { issued: 60 } });
          const facts = { now: NOW, clockId: "a", queue, shards: [], vacant: { ...NONE_VACANT, GENERAL: vacant } };
          const decision = decide({ ...facts, inventory: AMPLE }, OPTIONS);
          const present = 60 - vacant.length;
          const passed = decision.admitted.reduce((sum, cohort) => sum + sizeOf(cohort), 0);

          expect(decision.people).toBe(Math.min(present, maxActive, pace));
          expect(decision.stats).toMatchObject({ active: decision.people, skipped: passed - decision.people });
          expect(decision.pace.admitted).toBe(decision.people);
          expect(decision.vacant.GENERAL).toBe(vacant.filter((number) => number > decision.served.GENERAL).length);
        },
      ),
    );
  });
});
