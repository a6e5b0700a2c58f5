import { describe, expect, it, test } from "@jest/globals";
import { scaleOf, tickText } from "#bench/charts/axis.ts";
import type { BarChart } from "#bench/charts/bar-chart.ts";
import { chartSvg } from "#bench/charts/chart-svg.ts";
import type { LineChart } from "#bench/charts/line-chart.ts";

describe("a scale", () => {
  it("begins at 0 and ends at a round number at or above the largest value", () => {
    const { ticks, shareOf } = scaleOf([3, 437], "linear");

    expect(ticks).toEqual([0, 100, 200, 300, 400, 500]);
    expect([shareOf(0), shareOf(250), shareOf(500)]).toEqual([0, 0.5, 1]);
  });

  it("goes by powers of ten if it is logarithmic", () => {
    const { ticks, shareOf } = scaleOf([40, 500_000], "log");

    expect(ticks).toEqual([10, 100, 1000, 10_000, 100_000, 1_000_000]);
    expect(shareOf(1000)).toBeCloseTo(0.4, 9);
    expect(shareOf(0)).toBe(0);
  });

  it("is there even if there is nothing to draw", () => {
    expect(scaleOf([], "linear").ticks.length).toBeGreaterThan(1);
    expect(scaleOf([0], "log").ticks.length).toBeGreaterThan(1);
    expect(scaleOf([5], "log").ticks).toEqual([1, 10]);
  });

  test.each([
    [0, "0"],
    [0.25, "0.25"],
    [1500, "1.5k"],
    [20_000_000, "20M"],
  ])("writes %p as %p", (value, text) => {
    expect(tickText(value)).toBe(text);
  });
});

const bars: BarChart = {
  kind: "bars",
  id: "b",
  title: "Sizes",
  axis: "KB of code",
  scale: "linear",
  bars: [
    { label: "join", value: 100, text: "100 KB", spread: { low: 90, high: 120 } },
    { label: "<pay>", value: 200, text: "200 KB" },
  ],
  target: { value: 150, text: "target" },
  inWords: "Join has 100 KB.",
};

const lines: LineChart = {
  kind: "lines",
  id: "l",
  title: "Growth",
  x: { axis: "people", scale: "log" },
  y: { axis: "dollars", scale: "log" },
  series: [
    {
      label: "ours",
      points: [
        { x: 10, y: 1 },
        { x: 1000, y: 100 },
      ],
    },
    {
      label: "theirs",
      points: [
        { x: 10, y: 10 },
        { x: 1000, y: 1000 },
      ],
    },
  ],
  inWords: "It grows.",
};

describe("a picture", () => {
  it("of bars: as long as their values say, with units, target and spread", () => {
    const svg = chartSvg(bars);
    const lengths = [...svg.matchAll(/<rect class="b"[^>]* width="(\d+)"/g)].map(([, width]) => Number(width));

    expect((lengths[1] ?? 0) / (lengths[0] ?? 1)).toBeCloseTo(2, 1);
    expect(svg).toContain("KB of code");
    expect(svg).toContain('class="t"');
    expect(svg).toContain('class="w"');
    expect(svg).toContain("&lt;pay&gt;");
  });

  it("of lines: one for each series, with a legend and both axes", () => {
    const svg = chartSvg(lines);

    expect([...svg.matchAll(/<polyline/g)]).toHaveLength(2);
    for (const text of ["ours", "theirs", "people", "dollars", "Growth"]) expect(svg).toContain(text);
  });

  it.each([bars, lines])("says what it shows, fits dark and light, and loads nothing", (chart) => {
    const svg = chartSvg(chart);

    expect(svg).toContain(`aria-label="${chart.title}. ${chart.inWords}"`);
    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg).not.toMatch(/NaN|Infinity|undefined|href|url\(/);
  });
});
