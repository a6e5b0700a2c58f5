/** Runs in the report: draws each chart from the data in the page, in the page's colours and at its full width. */
const { uPlot } = globalThis;

const HEIGHT = 280;
const FONT = "12px system-ui, sans-serif";
const CHARACTER_WIDTH = 7.2;
const LONG_SECONDS = 2 * 3600;
/** Readable steps between the marks of a time axis, in seconds. */
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const percents = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const writers = { count: (value) => counts.format(value), percent: (value) => percents.format(value) };
const orDash = (write) => (_, value) => (value === null || value === undefined ? "–" : write(value));

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** `4:05` as minutes and seconds, or as hours and minutes on a long axis. */
const clock = (seconds, long) => {
  const whole = Math.round(Math.abs(seconds) / (long ? 60 : 1));
  const sign = seconds < 0 && whole > 0 ? "−" : "";
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};
const clockWithSeconds = (seconds) => {
  const whole = Math.round(seconds);
  const past = Math.abs(whole) % 60;
  return `${clock(whole - Math.sign(whole) * past, true)}:${String(past).padStart(2, "0")}`;
};

/** The common settings of both axes. */
const axis = (more) => ({
  stroke: colour("muted"),
  font: FONT,
  labelFont: FONT,
  labelSize: 20,
  grid: { stroke: colour("rule"), width: 1 },
  ticks: { stroke: colour("rule"), width: 1, size: 6 },
  ...more,
});

const axisOfNames = ({ label, values, names }) => ({
  range: [-0.5, values.at(-1) + 0.5],
  axis: axis({
    label,
    size: 46,
    incrs: [1, 2, 5],
    space: 52,
    grid: { show: false },
    values: (_, places) => places.map((place) => (names[place] ?? "").replace(" to ", "\nto ")),
  }),
});

const axisOfTime = ({ kind, label, values, end }) => {
  const long = end - values[0] >= LONG_SECONDS;
  const title = kind === "bins" ? label : "Time since the opening";
  return {
    range: [values[0], Math.max(end, values[0] + 1)],
    axis: axis({
      label: `${title} (${long ? "hours:minutes" : "minutes:seconds"})`,
      size: 32,
      incrs: CLOCK_STEPS,
      space: 60,
      values: (_, seconds) => seconds.map((each) => clock(each, long)),
    }),
  };
};

/** As wide as its longest number. */
const vertical = ({ label, kind }) =>
  axis({
    label,
    values: (_, values) => values.map(writers[kind]),
    size: (_, texts) => 16 + CHARACTER_WIDTH * Math.max(1, ...(texts ?? []).map((text) => text.length)),
  });

const drawn = ({ label, color, style, dashed, values }, xKind, write) => {
  const stroke = colour(`series-${color}`);
  // A line through a single point would be invisible.
  const points = { show: values.length === 1 };
  const styles = {
    line: { width: 2, points },
    step: { width: 2, points, paths: uPlot.paths.stepped({ align: 1 }) },
    bars: {
      width: 1,
      fill: `${stroke}99`,
      points: { show: false },
      paths: uPlot.paths.bars(xKind === "bins" ? { align: 1, size: [1] } : { size: [0.5, 90] }),
    },
    points: { width: 2, fill: stroke, points: { show: true, size: 11, fill: stroke }, paths: () => null },
  };
  return { label, stroke, value: orDash(write), ...(dashed ? { dash: [6, 5] } : {}), ...styles[style] };
};

/** Draws a labelled dotted line at each marked moment. */
const markMoments = (marks) => (plot) => {
  const { ctx, bbox, scales } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour("muted");
  ctx.fillStyle = colour("muted");
  ctx.lineWidth = ratio;
  ctx.font = `${12 * ratio}px system-ui, sans-serif`;
  ctx.textBaseline = "bottom";
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  for (const { at, label } of marks.filter(({ at }) => at >= scales.x.min && at <= scales.x.max)) {
    const x = plot.valToPos(at, "x", true);
    const tooFarRight = x + ctx.measureText(label).width > bbox.left + bbox.width;
    ctx.textAlign = tooFarRight ? "right" : "left";
    ctx.fillText(label, x, bbox.top - 3 * ratio);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
};

const draw = ({ id, x, y, series, marks }) => {
  const place = document.getElementById(id);
  const { range, axis: bottom } = x.kind === "names" ? axisOfNames(x) : axisOfTime(x);
  const called = x.kind === "clock" ? orDash(clockWithSeconds) : (_, __, ___, index) => x.names[index] ?? "–";
  const options = {
    width: place.clientWidth,
    height: HEIGHT,
    padding: [marks.length > 0 ? 20 : 8, 24, 0, 0],
    scales: { x: { time: false, range: () => range }, y: { range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1] } },
    axes: [bottom, vertical(y)],
    series: [{ label: "at", value: called }, ...series.map((each) => drawn(each, x.kind, writers[y.kind]))],
    cursor: { drag: { x: false, y: false } },
    hooks: { draw: [markMoments(marks)] },
  };
  return new uPlot(options, [x.values, ...series.map(({ values }) => values)], place);
};

const charts = JSON.parse(document.getElementById("chart-data")?.textContent ?? "[]");
let plots = charts.map(draw);

new ResizeObserver(() => {
  for (const plot of plots) plot.setSize({ width: plot.root.parentElement.clientWidth, height: HEIGHT });
}).observe(document.body);

// The drawings contain the colours, so another colour scheme needs new drawings.
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const plot of plots) plot.destroy();
  plots = charts.map(draw);
});
