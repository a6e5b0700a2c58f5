import { describe, expect, it, test } from "@jest/globals";
import { type Check, verdictInWords, verdictOf } from "#bench/frame/check.ts";
import { htmlPage } from "#bench/frame/html-page.ts";
import { isBusy } from "#bench/frame/machine.ts";
import type { PartResult } from "#bench/frame/part.ts";
import { type BenchReport, exitCodeOf, jsonOf, missedOf } from "#bench/frame/report.ts";
import { median, percentile, ratiosOf, spreadOf } from "#bench/frame/spread.ts";
import { resultText, tableText } from "#bench/frame/text-report.ts";

const check = (change: Partial<Check> = {}): Check => ({
  what: "code of the largest function",
  unit: "KB",
  basis: "counted",
  better: "lower",
  value: 437,
  target: 300,
  ...change,
});

describe("a check", () => {
  it("is met up to its target, and missed by a share of it", () => {
    expect(verdictOf(check({ value: 300 }))).toEqual({ isMet: true, missedBy: 0, fails: false });
    expect(verdictOf(check({ value: 330 })).missedBy).toBeCloseTo(0.1, 9);
    expect(verdictOf(check({ better: "higher", value: 0.8, target: 1 })).missedBy).toBeCloseTo(0.2, 9);
    expect(verdictOf(check({ better: "higher", value: 2, target: 1 })).isMet).toBe(true);
  });

  it("fails a run if it is counted, and never if it is measured", () => {
    expect(verdictOf(check()).fails).toBe(true);
    expect(verdictOf(check({ basis: "measured" }))).toMatchObject({ isMet: false, fails: false });
  });

  it("fails a run only past its limit, if it has one", () => {
    expect(verdictOf(check({ limit: 440 }))).toMatchObject({ isMet: false, fails: false });
    expect(verdictOf(check({ limit: 430 }))).toMatchObject({ isMet: false, fails: true });
  });

  it("takes what was not counted for missed, and a target of zero as it is", () => {
    expect(verdictOf(check({ value: Number.NaN }))).toMatchObject({ isMet: false, fails: true });
    expect(verdictOf(check({ value: 1, target: 0 })).missedBy).toBe(Number.POSITIVE_INFINITY);
    expect(verdictOf(check({ value: 0, target: 0 })).isMet).toBe(true);
  });

  it("says by how much it is missed", () => {
    expect(verdictInWords(check({ value: 300 }))).toBe("met");
    expect(verdictInWords(check({ value: 330 }))).toBe("missed by 10.0%");
    expect(verdictInWords(check({ value: 330, limit: 440 }))).toBe("missed by 10.0%, within the limit of 440");
    expect(verdictInWords(check({ value: 330, limit: 320 }))).toBe("missed by 10.0%, and past the limit of 320");
  });
});

describe("a spread", () => {
  it("has the middle value, or the mean of the two in the middle", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN]);
    expect(spreadOf([3, 1, 2])).toEqual({ low: 1, median: 2, high: 3 });
  });

  it("has percentiles by the nearest rank, which are values that were measured", () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    const shares = [0, 0.5, 0.99, 0.999, 1];
    expect(shares.map((share) => percentile(values, share))).toEqual([1, 100, 198, 200, 200]);
    expect([percentile([7], 0.01), percentile([], 0.5)]).toEqual([7, Number.NaN]);
  });

  it("has the ratios of pairs, not the ratio of medians", () => {
    expect(
      ratiosOf([
        [2, 1],
        [30, 10],
        [4, 4],
      ]),
    ).toEqual({ low: 1, median: 2, high: 3 });
  });
});

const result: PartResult = {
  tables: [
    {
      caption: "Figures",
      columns: ["Step", "R", "W"],
      rows: [
        ["hold <1>", 0.5, 6],
        ["pay", null, 16],
      ],
    },
  ],
  charts: [
    {
      kind: "bars",
      id: "bars",
      title: "Bars & more",
      axis: "units",
      scale: "linear",
      bars: [{ label: "hold <1>", value: 6, text: "6" }],
      inWords: "Six units.",
    },
  ],
  checks: [check({ limit: 440 }), check({ what: "another", value: 200 })],
  notes: ["A note."],
  raw: { steps: [1, 2] },
};

const report = (change: Partial<BenchReport> = {}): BenchReport => ({
  at: "2026-11-27T12:00:00.000Z",
  isQuick: false,
  seed: 7,
  machine: { processor: "A processor", cores: 2, memoryBytes: 2 ** 33, loadBefore: 0.2 },
  versions: { node: "v24.0.0", engine: "DynamoDB Local", package: "encore 0.1.0", sdk: "3.0.0" },
  parts: [{ name: "budgets", what: "units", seconds: 1.25, result }],
  ...change,
});

describe("a report", () => {
  it("in the terminal: columns, then checks with their verdicts", () => {
    expect(tableText(result.tables[0] ?? { caption: "", columns: [], rows: [] })).toBe(
      "Figures\n  Step        R   W\n  hold <1>  0.5   6\n  pay         –  16",
    );
    expect(resultText(result)).toContain("1 of 2 targets met");
    expect(resultText(result)).toContain(
      "code of the largest function: 437 KB, target at most 300: missed by 45.7%, within the limit of 440",
    );
  });

  it("as JSON: every raw figure, and a verdict for each check", () => {
    const json = JSON.parse(jsonOf(report())) as { parts: { result: { raw: unknown; checks: unknown[] } }[] };

    expect(json.parts[0]?.result.raw).toEqual({ steps: [1, 2] });
    expect(json.parts[0]?.result.checks).toMatchObject([{ isMet: false, fails: false }, { isMet: true }]);
  });

  it("as a page: loads nothing, runs nothing, and escapes what it shows", async () => {
    const page = await htmlPage(report());

    expect(page).not.toMatch(/<script|src=|href="http|url\(|@import|<link/);
    expect(page).toContain("hold &lt;1&gt;");
    expect(page).not.toContain("hold <1>");
    expect(page).toContain('role="img" aria-label="Bars &amp; more. Six units."');
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).toMatch(/1 of 2 targets are met/);
  });

  it("shows a part that broke, and fails", async () => {
    const broken = report({ parts: [{ name: "size", what: "bytes", seconds: 1, error: "no disk" }] });

    expect(await htmlPage(broken)).toContain("It broke: no disk");
    expect(exitCodeOf(broken)).toBe(1);
  });

  it("passes with targets that are missed within their limits", () => {
    expect(missedOf(report())).toHaveLength(1);
    expect(exitCodeOf(report())).toBe(0);
    const past = { ...result, checks: [check({ limit: 400 })] };
    expect(exitCodeOf(report({ parts: [{ name: "size", what: "bytes", seconds: 1, result: past }] }))).toBe(1);
  });
});

test("a machine is busy if more than half of its cores are", () => {
  const machine = { processor: "", cores: 2, memoryBytes: 0 };

  expect([isBusy({ ...machine, loadBefore: 0.9 }), isBusy({ ...machine, loadBefore: 1.1 })]).toEqual([false, true]);
});
