/** Bars beside each other's names, with the spread of what was measured and the target as a mark. */
import { type ScaleKind, scaleOf, tickText } from "#bench/charts/axis.ts";
import type { Drawing } from "#bench/charts/svg-document.ts";
import { type Html, html } from "#functions/shared/html.ts";

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What stands beside the bar. */
  readonly text: string;
  /** Lowest and highest of what was measured. */
  readonly spread?: { readonly low: number; readonly high: number };
}

export interface BarChart {
  readonly kind: "bars";
  readonly id: string;
  readonly title: string;
  /** What the axis measures, with its unit. */
  readonly axis: string;
  readonly scale: ScaleKind;
  readonly bars: readonly Bar[];
  readonly target?: { readonly value: number; readonly text: string };
  /** The main numbers, in a sentence. */
  readonly inWords: string;
}

/** Of a letter, in the mean. Labels are not measured: there is no browser here. */
const LETTER = 6.6;
const BAR = { height: 18, pitch: 27 };
const TOP = 46;
const BOTTOM = 44;

interface Frame {
  readonly left: number;
  readonly length: number;
  readonly bottom: number;
}

const barRow = (
  { label, text, spread }: Bar,
  row: number,
  frame: Frame,
  at: (value: number) => number,
  end: number,
) => {
  const top = TOP + row * BAR.pitch;
  const middle = top + BAR.height / 2;
  return html`<text class="l" x="${frame.left - 8}" y="${top + 13}" text-anchor="end">${label}</text>
<rect class="b" x="${frame.left}" y="${top}" width="${Math.max(1, end - frame.left)}" height="${BAR.height}" rx="3"/>
${spread === undefined ? "" : html`<line class="w" x1="${at(spread.low)}" x2="${at(spread.high)}" y1="${middle}" y2="${middle}"/>`}
<text class="v" x="${(spread === undefined ? end : Math.max(end, at(spread.high))) + 6}" y="${top + 13}">${text}</text>
`;
};

const axisOf = (
  axis: string,
  ticks: readonly number[],
  { left, length, bottom }: Frame,
  at: (value: number) => number,
) =>
  html`${ticks.map(
    (tick) => html`<line class="g" x1="${at(tick)}" x2="${at(tick)}" y1="${TOP - 6}" y2="${bottom}"/>
<text class="l" x="${at(tick)}" y="${bottom + 15}" text-anchor="middle">${tickText(tick)}</text>
`,
  )}<text class="l" x="${left + length / 2}" y="${bottom + 34}" text-anchor="middle">${axis}</text>
`;

const targetOf = (target: NonNullable<BarChart["target"]>, bottom: number, at: (value: number) => number): Html =>
  html`<line class="t" x1="${at(target.value)}" x2="${at(target.value)}" y1="${TOP - 8}" y2="${bottom}"/>
<text class="l" x="${at(target.value)}" y="${TOP - 12}" text-anchor="middle">${target.text}</text>
`;

export const drawBars = ({ title, axis, scale, bars, target }: BarChart, width = 760): Drawing => {
  const left = Math.ceil(Math.max(...bars.map(({ label }) => label.length), 4) * LETTER) + 12;
  const right = Math.ceil(Math.max(...bars.map(({ text }) => text.length), 4) * LETTER) + 12;
  const frame = { left, length: width - left - right, bottom: TOP + bars.length * BAR.pitch };
  const values = bars.flatMap(({ value, spread }) => [value, ...(spread ? [spread.low, spread.high] : [])]);
  const { shareOf, ticks } = scaleOf(
    target === undefined ? values : [...values, target.value],
    scale,
    Math.max(2, Math.floor(frame.length / 70)),
  );
  const at = (value: number): number => Math.round(left + shareOf(value) * frame.length);
  return {
    width,
    height: frame.bottom + BOTTOM,
    content: html`<text class="h" x="0" y="14">${title}</text>
${axisOf(axis, ticks, frame, at)}${target === undefined ? "" : targetOf(target, frame.bottom, at)}${bars.map(
  (bar, row) => barRow(bar, row, frame, at, at(bar.value)),
)}`,
  };
};
