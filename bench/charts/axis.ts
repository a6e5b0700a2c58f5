/** Scales of charts, and the ticks on them. Pure. */

export type ScaleKind = "linear" | "log";

export interface Scale {
  /** 0 at the start of the axis, 1 at its end. */
  readonly shareOf: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Steps that read well: 1, 2 or 5 times a power of ten. */
const stepFor = (span: number, ticksMax: number): number => {
  const rough = span / ticksMax;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
};

const linearScale = (most: number, ticksMax: number): Scale => {
  const step = stepFor(most <= 0 ? 1 : most, ticksMax);
  const end = Math.ceil((most <= 0 ? 1 : most) / step) * step;
  return {
    shareOf: (value) => Math.max(0, value) / end,
    ticks: Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step),
  };
};

/** From the power of ten at or below the smallest value to the one at or above the largest. */
const logScale = (least: number, most: number): Scale => {
  const first = Math.floor(Math.log10(least));
  const last = Math.max(first + 1, Math.ceil(Math.log10(most)));
  const every = Math.ceil((last - first) / 7);
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return {
    shareOf: (value) => (value <= 0 ? 0 : Math.max(0, (Math.log10(value) - first) / (last - first))),
    ticks: powers.filter((_, index) => index % every === 0).map((power) => 10 ** power),
  };
};

const TICKS_MAX = 6;

/** A linear axis begins at 0, so that lengths compare; a logarithmic one can't, and needs values above it. */
export const scaleOf = (values: readonly number[], kind: ScaleKind, ticksMax = TICKS_MAX): Scale => {
  const drawn = values.filter((value) => Number.isFinite(value) && (kind === "linear" || value > 0));
  if (drawn.length === 0) return linearScale(1, ticksMax);
  return kind === "log" ? logScale(Math.min(...drawn), Math.max(...drawn)) : linearScale(Math.max(...drawn), ticksMax);
};

const THOUSANDS = [
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** `1.5k`, `20M`: short, for the ticks of an axis. */
export const tickText = (value: number): string => {
  const [unit, letter] = THOUSANDS.find(([each]) => Math.abs(value) >= each) ?? [1, ""];
  return `${Number((value / unit).toPrecision(3))}${letter}`;
};
