/** An SVG of its own, for light and dark pages. It loads nothing, so that it can stand in a README or in a page. */
import { type Html, html, raw } from "#functions/shared/html.ts";

/** Text at least 4.5:1 and marks at least 3:1 against the background, in both. */
const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #17181b; }
.h { font-weight: 600; font-size: 14px; }
.l { fill: #5b5f67; }
.v { font-variant-numeric: tabular-nums; }
.b { fill: #0a6b58; }
.g { stroke: #d9dde2; stroke-width: 1; }
.w { stroke: #17181b; stroke-width: 1.5; }
.t { stroke: #b3541e; stroke-width: 1.5; stroke-dasharray: 4 3; }
.s1 { stroke: #0a6b58; } .s2 { stroke: #b4570b; } .s3 { stroke: #1f62ab; } .s4 { stroke: #5d6672; }
.f1 { fill: #0a6b58; } .f2 { fill: #b4570b; } .f3 { fill: #1f62ab; } .f4 { fill: #5d6672; }
.s { fill: none; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
text { fill: #f2f0ea; } .l { fill: #a7abb3; } .b { fill: #55d3b1; } .g { stroke: #353c46; } .w { stroke: #f2f0ea; }
.t { stroke: #e0935f; }
.s1 { stroke: #55d3b1; } .s2 { stroke: #f0a560; } .s3 { stroke: #74b0f2; } .s4 { stroke: #a2abb7; }
.f1 { fill: #55d3b1; } .f2 { fill: #f0a560; } .f3 { fill: #74b0f2; } .f4 { fill: #a2abb7; }
}
`;

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly content: Html;
}

/** @param label what the picture shows, for people who can't see it */
export const svgDocument = ({ width, height, content }: Drawing, label: string): string =>
  `${String(html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<style>${raw(STYLE)}</style>
${content}
</svg>`)}
`;

/** Drawings in columns, from left to right and from top to bottom. */
export const gridOf = (drawings: readonly Drawing[], columns: number, gap = 24, margin = 16): Drawing => {
  const width = Math.max(0, ...drawings.map((drawing) => drawing.width));
  const height = Math.max(0, ...drawings.map((drawing) => drawing.height));
  const rows = Math.ceil(drawings.length / columns);
  return {
    width: columns * width + (columns - 1) * gap + 2 * margin,
    height: rows * height + (rows - 1) * gap + 2 * margin,
    content: html`${drawings.map(({ content }, index) => {
      const x = margin + (index % columns) * (width + gap);
      const y = margin + Math.floor(index / columns) * (height + gap);
      return html`<g transform="translate(${x} ${y})">${content}</g>\n`;
    })}`,
  };
};
