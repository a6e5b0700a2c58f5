/** The chart of the bench: bars for each hall beside the target. An SVG of its own, for light and dark pages. */

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

export interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Where the target is, and what it is called. */
  readonly target?: { readonly value: number; readonly text: string };
}

const PANEL = { width: 330, height: 170, gap: 24 };
const BAR = { left: 74, width: 180, height: 20, pitch: 32, top: 48 };

const panel = ({ title, bars, target }: Panel, index: number): string => {
  const most = Math.max(...bars.map(({ value }) => value), target?.value ?? 0, 1) * 1.08;
  const x = (index % 2) * (PANEL.width + PANEL.gap) + 16;
  const y = Math.floor(index / 2) * (PANEL.height + PANEL.gap) + 16;
  const widthOf = (value: number): number => Math.max(1, Math.round((value / most) * BAR.width));
  const rows = bars.map(({ label, value, text }, row) => {
    const top = BAR.top + row * BAR.pitch;
    const width = widthOf(value);
    return `<text class="l" x="${BAR.left - 8}" y="${top + 15}" text-anchor="end">${label}</text>
<rect class="b" x="${BAR.left}" y="${top}" width="${width}" height="${BAR.height}" rx="3"/>
<text class="v" x="${BAR.left + width + 6}" y="${top + 15}">${text}</text>`;
  });
  const at = target === undefined ? 0 : BAR.left + widthOf(target.value);
  const line =
    target === undefined
      ? ""
      : `<line class="t" x1="${at}" x2="${at}" y1="${BAR.top - 8}" y2="${BAR.top + bars.length * BAR.pitch - 6}"/>
<text class="l" x="${at}" y="${BAR.top - 12}" text-anchor="middle">${target.text}</text>`;
  return `<g transform="translate(${x} ${y})"><text class="h" x="0" y="14">${title}</text>${line}${rows.join("\n")}</g>`;
};

export const chartOf = (panels: readonly Panel[]): string => {
  const width = 2 * PANEL.width + PANEL.gap + 32;
  const height = Math.ceil(panels.length / 2) * (PANEL.height + PANEL.gap) + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Figures of the seat page by the size of the hall">
<style>
text { font: 12px system-ui, sans-serif; fill: #17181b; }
.h { font-weight: 600; font-size: 14px; }
.l { fill: #5b5f67; }
.v { font-variant-numeric: tabular-nums; }
.b { fill: #0a6b58; }
.t { stroke: #b3541e; stroke-width: 1.5; stroke-dasharray: 4 3; }
@media (prefers-color-scheme: dark) {
text { fill: #f2f0ea; } .l { fill: #a7abb3; } .b { fill: #55d3b1; } .t { stroke: #e0935f; }
}
</style>
${panels.map(panel).join("\n")}
</svg>
`;
};
