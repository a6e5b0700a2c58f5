/** The SVG of any chart of the bench. */
import { drawBars } from "#bench/charts/bar-chart.ts";
import { drawLines } from "#bench/charts/line-chart.ts";
import { gridOf, svgDocument } from "#bench/charts/svg-document.ts";
import type { Chart } from "#bench/frame/part.ts";

export const chartSvg = (chart: Chart): string =>
  svgDocument(
    gridOf([chart.kind === "bars" ? drawBars(chart) : drawLines(chart)], 1),
    `${chart.title}. ${chart.inWords}`,
  );
