/** Series of points joined by lines: how something grows. */
import { type Scale, type ScaleKind, scaleOf, tickText } from "#bench/charts/axis.ts";
import type { Drawing } from "#bench/charts/svg-document.ts";
import { type Html, html } from "#functions/shared/html.ts";

export interface LineSeries {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LineChart {
  readonly kind: "lines";
  readonly id: string;
  readonly title: string;
  readonly x: { readonly axis: string; readonly scale: ScaleKind };
  readonly y: { readonly axis: string; readonly scale: ScaleKind };
  /** At most four: there are no more colours that everybody can tell apart. */
  readonly series: readonly LineSeries[];
  /** The main numbers, in a sentence. */
  readonly inWords: string;
}

const LEFT = 62;
const TOP = 56;
const PLOT = { width: 660, height: 260 };
const LEGEND_LETTER = 6.6;

const grid = (chart: LineChart, x: Scale, y: Scale): Html => {
  const bottom = TOP + PLOT.height;
  const across = x.ticks.map((tick) => {
    const at = Math.round(LEFT + x.shareOf(tick) * PLOT.width);
    return html`<line class="g" x1="${at}" x2="${at}" y1="${TOP}" y2="${bottom}"/>
<text class="l" x="${at}" y="${bottom + 16}" text-anchor="middle">${tickText(tick)}</text>
`;
  });
  const up = y.ticks.map((tick) => {
    const at = Math.round(bottom - y.shareOf(tick) * PLOT.height);
    return html`<line class="g" x1="${LEFT}" x2="${LEFT + PLOT.width}" y1="${at}" y2="${at}"/>
<text class="l" x="${LEFT - 8}" y="${at + 4}" text-anchor="end">${tickText(tick)}</text>
`;
  });
  return html`${across}${up}<text class="l" x="${LEFT + PLOT.width / 2}" y="${bottom + 36}" text-anchor="middle">${chart.x.axis}</text>
<text class="l" x="0" y="${TOP - 8}">${chart.y.axis}</text>
`;
};

const seriesOf = ({ points }: LineSeries, color: number, at: (point: LineSeries["points"][number]) => string): Html => {
  const places = points.map(at);
  return html`<polyline class="s s${color}" points="${places.join(" ")}"/>
${places.map((place) => {
  const [x = "", y = ""] = place.split(",");
  return html`<circle class="f${color}" cx="${x}" cy="${y}" r="3.5"/>`;
})}
`;
};

/** From left to right above the drawing. */
const legend = (series: readonly LineSeries[]): Html => {
  let x = LEFT;
  return html`${series.map(({ label }, index) => {
    const from = x;
    x += Math.ceil(label.length * LEGEND_LETTER) + 44;
    return html`<line class="s s${index + 1}" x1="${from}" x2="${from + 18}" y1="30" y2="30"/>
<text x="${from + 24}" y="34">${label}</text>
`;
  })}`;
};

export const drawLines = (chart: LineChart): Drawing => {
  const points = chart.series.flatMap((each) => each.points);
  const x = scaleOf(
    points.map((point) => point.x),
    chart.x.scale,
  );
  const y = scaleOf(
    points.map((point) => point.y),
    chart.y.scale,
  );
  const at = (point: { readonly x: number; readonly y: number }): string =>
    `${Math.round(LEFT + x.shareOf(point.x) * PLOT.width)},${Math.round(TOP + PLOT.height - y.shareOf(point.y) * PLOT.height)}`;
  return {
    width: LEFT + PLOT.width + 38,
    height: TOP + PLOT.height + 44,
    content: html`<text class="h" x="0" y="14">${chart.title}</text>
${legend(chart.series)}${grid(chart, x, y)}${chart.series.map((each, index) => seriesOf(each, index + 1, at))}`,
  };
};
