/** A chart of the report, drawn by the page's script; words and a table are for readers who cannot see it. */
import { type Html, html } from "#functions/shared/html.ts";
import { json } from "#simulation/report/markup.ts";
import { count, percent } from "#simulation/report/number-format.ts";
import { table } from "#simulation/report/table.ts";

export interface Series {
  readonly label: string;
  /** A step holds its value until the next one. */
  readonly style: "line" | "step" | "bars" | "points";
  /** One of the page's four colours. */
  readonly color: 1 | 2 | 3 | 4;
  readonly dashed?: boolean;
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  /** The main numbers, in a sentence or two. */
  readonly inWords: string;
  /**
   * The values along the bottom: a `clock` of seconds since the opening; `bins`, each from its value in seconds to the
   * next; or `names` of a few groups, numbered from 0.
   */
  readonly x: {
    readonly kind: "clock" | "bins" | "names";
    readonly label: string;
    readonly values: readonly number[];
    /** The end of the axis: the last moment, or the end of the last bin. */
    readonly end: number;
    /** The name of each value in the table, and for bins and names in the drawing too. */
    readonly names: readonly string[];
  };
  readonly y: { readonly label: string; readonly kind: "count" | "percent" };
  readonly series: readonly Series[];
  /** Moments to mark, in seconds since the opening. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
}

const TABLE_ROWS_MAX = 40;

/** The indexes of every n-th value and of the last one, at most `max` of them. */
export const everyNth = (length: number, max: number): readonly number[] => {
  const step = Math.max(1, Math.ceil(length / (max - 1)));
  const places = Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
  return places.at(-1) === length - 1 || length === 0 ? places : [...places, length - 1];
};

const dataTable = ({ title, x, y, series }: Chart): Html => {
  const places = everyNth(x.values.length, TABLE_ROWS_MAX);
  const write = y.kind === "percent" ? percent : count;
  const part = places.length < x.values.length ? ` (${places.length} of ${count(x.values.length)} samples)` : "";
  return table({
    caption: `${title}: ${y.label}${part}`,
    columns: [x.label, ...series.map(({ label }) => label)],
    rows: places.map((place) => [x.names[place] ?? "", ...series.map(({ values }) => write(values[place] ?? null))]),
  });
};

/** The heading, the drawing with its text alternative, and its data. An empty chart says so instead. */
export const chartFigure = (chart: Chart): Html => {
  if (chart.x.values.length === 0) return html`<h3>${chart.title}</h3>\n<p>There is nothing to draw.</p>`;
  return html`
<figure>
<h3>${chart.title}</h3>
<figcaption>${chart.inWords}</figcaption>
<div class="chart" id="${chart.id}" role="img" aria-label="${chart.title}. ${chart.inWords}"></div>
<details><summary>Data of “${chart.title}”</summary>${dataTable(chart)}</details>
</figure>`;
};

/** The data for the page's script. */
export const chartData = (charts: readonly Chart[]): Html => {
  const drawn = charts.filter(({ x }) => x.values.length > 0);
  if (drawn.length === 0) return html``;
  const data = drawn.map(({ id, x, y, series, marks = [] }) => ({
    id,
    x: { ...x, names: x.kind === "clock" ? [] : x.names },
    y,
    series,
    marks,
  }));
  return html`<script type="application/json" id="chart-data">${json(data)}</script>`;
};
