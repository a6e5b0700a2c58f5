import { describe, expect, it } from "@jest/globals";
import { verdictOf } from "#bench/frame/check.ts";
import { cutOffCheck, saleChecks } from "#bench/sale/report/checks.ts";
import { reachedRate } from "#bench/sale/report/tables.ts";
import type { Receipt } from "#bench/sale/visit/paying.ts";
import type { Visit } from "#bench/sale/visit/visit.ts";
import { SEAT_EXAMPLE } from "#contract/seats.ts";
import { NO_POINTS } from "#functions/audit/rules/m4-points.ts";

type Facts = Parameters<typeof saleChecks>[0];

/** As much of a receipt as the checks look at. */
const receipt = (receiptNumber: string, ...seatIds: readonly string[]): Receipt =>
  ({ receiptNumber, seats: seatIds.map((seatId) => ({ ...SEAT_EXAMPLE, seatId })) }) as unknown as Receipt;

const bought = (paid: Receipt, rest: Partial<Visit> = { read: paid }): Visit => ({
  goal: "buy",
  lateMs: 0,
  isCutOff: false,
  paid,
  ...rest,
});

const brokeOff = (isCutOff: boolean): Visit => ({ goal: "look", lateMs: 0, isCutOff, failure: "It ended." });

const responses = (...statuses: readonly number[]): Facts["log"] => ({
  steps: [],
  exchanges: statuses.map((status) => ({ call: "pay", status, saysWhen: status === 503, ms: 1 })),
});

const facts = (change: Partial<Facts> = {}): Facts => ({
  warmUp: [bought(receipt("1", "A-1-1"))],
  visits: [bought(receipt("2", "A-1-2", "A-1-3"))],
  warmUpLog: responses(201),
  log: responses(201, 409, 503),
  insideMost: 2,
  active: { samples: 1, most: 2 },
  maxActive: 2,
  audit: {
    checked: { sections: 1, seats: 3, buyers: 2, reservations: 2, entries: 4, topUps: 2, buyersInPart: 0 },
    points: NO_POINTS,
    findings: [],
  },
  ...change,
});

const failing = (of: Facts): readonly string[] =>
  saleChecks(of).flatMap((check) => (verdictOf(check).fails ? [`${check.value} ${check.what}`] : []));

const finding = { invariant: "S1" as const, code: "SEAT_OF_ANOTHER" as const, message: "Wrong.", items: [] };

describe("the checks of a sale", () => {
  it("pass where all is well", () => {
    expect(failing(facts())).toEqual([]);
  });

  it.each<[string, Partial<Facts>, readonly string[]]>([
    [
      "findings and sums",
      { audit: { ...facts().audit, findings: [finding], points: { ...NO_POINTS, takingsByEntries: 1 } } },
      [expect.stringMatching(/^[23] findings of the audit/) as unknown as string],
    ],
    [
      "a seat on two receipts, one of them of the warm-up",
      { visits: [bought(receipt("2", "A-1-1", "A-1-3"))] },
      ["1 seats sold twice"],
    ],
    [
      "a receipt that can't be read",
      { visits: [bought(receipt("2", "A-1-2", "A-1-3"), { failure: "Gone." })] },
      ["1 payments without their receipt", "1 visits that broke off"],
    ],
    [
      "another receipt than that of the payment",
      { visits: [bought(receipt("2", "A-1-2", "A-1-3"), { read: receipt("2", "A-1-2") })] },
      ["1 payments without their receipt"],
    ],
    [
      "a seat that is taken and on no receipt",
      { visits: [bought(receipt("2", "A-1-2"))] },
      ["1 seats that are taken without a receipt, or the other way round"],
    ],
    ["more inside than the cap, as they saw it", { insideMost: 3 }, ["1 people inside beyond the cap"]],
    [
      "more active than the cap, as the service says",
      { active: { samples: 1, most: 4 } },
      ["2 people inside beyond the cap"],
    ],
    [
      "failed requests, also of the warm-up",
      { log: responses(500, 0, 503), warmUpLog: responses(504) },
      ["3 requests that failed"],
    ],
    ["a visit that broke off", { visits: [...facts().visits, brokeOff(false)] }, ["1 visits that broke off"]],
  ])("fail for %s", (_, change, expected) => {
    expect(failing(facts(change))).toEqual(expected);
  });

  it("fail for nothing that was only cut off, which is a matter of time", () => {
    const visits = [bought(receipt("2", "A-1-2"), { isCutOff: true, failure: "The run ended." }), brokeOff(true)];

    expect(failing(facts({ visits }))).toEqual([]);
    expect(cutOffCheck({ visits })).toMatchObject({ value: 2, basis: "measured" });
    expect(verdictOf(cutOffCheck({ visits }))).toMatchObject({ isMet: false, fails: false });
  });
});

describe("the rate that was reached", () => {
  it("counts those who began within the time", () => {
    const visit = (lateMs: number): Visit => ({ goal: "look", lateMs, isCutOff: false });
    const visits = [visit(0), visit(100), visit(600)];

    expect(reachedRate({ visits, arrivals: [100, 1900, 1500] }, 2)).toBe(1);
    expect(reachedRate({ visits, arrivals: [100, 1800, 1300] }, 2)).toBe(1.5);
  });
});
