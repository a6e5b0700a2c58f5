import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { shareOut } from "#functions/queue/rules/lane-share.ts";

const share = (sharePercent: number) => ({ group: "fans", sharePercent });
const MANY = { GENERAL: 1e6, PRESALE: 1e6 };

describe("shareOut", () => {
  it.each([
    ["its share to each lane", 100, MANY, share(30), { GENERAL: 70, PRESALE: 30 }],
    [
      "what the presale lane does not use to the other",
      100,
      { GENERAL: 500, PRESALE: 5 },
      share(30),
      { GENERAL: 95, PRESALE: 5 },
    ],
    [
      "what the general lane does not use to presale",
      100,
      { GENERAL: 10, PRESALE: 500 },
      share(30),
      { GENERAL: 10, PRESALE: 90 },
    ],
    [
      "everything to the one lane of a queue without presale",
      100,
      { GENERAL: 500, PRESALE: 0 },
      null,
      { GENERAL: 100, PRESALE: 0 },
    ],
    ["nothing when there is nothing", 0, MANY, share(30), { GENERAL: 0, PRESALE: 0 }],
  ])("gives %s", (_, places, waiting, presale, expected) => {
    expect(shareOut(places, waiting, presale, 0).places).toEqual(expected);
  });

  it("comes out at the percentage also in ticks of one place", () => {
    let credit = 0;
    let presale = 0;
    for (let tick = 0; tick < 1000; tick += 1) {
      const shares = shareOut(1, MANY, share(30), credit);
      credit = shares.credit;
      presale += shares.places.PRESALE;
    }

    expect(presale).toBe(300);
  });

  it("gives out every place that somebody waits for, to nobody twice, and owes less than one", () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.nat(10_000),
        fc.nat(10_000),
        fc.integer({ min: 1, max: 90 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (places, general, presale, percent, credit) => {
          const waiting = { GENERAL: general, PRESALE: presale };
          const shares = shareOut(Math.min(places, general + presale), waiting, share(percent), credit);

          expect(shares.places.GENERAL + shares.places.PRESALE).toBe(Math.min(places, general + presale));
          for (const lane of ["GENERAL", "PRESALE"] as const) {
            expect(shares.places[lane]).toBeGreaterThanOrEqual(0);
            expect(shares.places[lane]).toBeLessThanOrEqual(waiting[lane]);
          }
          expect(shares.credit).toBeGreaterThanOrEqual(0);
          expect(shares.credit).toBeLessThan(1);
        },
      ),
    );
  });
});
