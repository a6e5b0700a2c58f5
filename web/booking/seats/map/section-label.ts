/** What a section's shape has room to say. Pure. */
import { centroidOf, isInside } from "#contract/drawing/geometry.ts";
import type { Point } from "#contract/drawing/plan.ts";

export interface LabelLine {
  readonly text: string;
  readonly isName: boolean;
}

export interface LabelBox {
  readonly width: number;
  readonly height: number;
}

const NAME_PX = 13;
const LINE_PX = 16;
const ROOM_PX = 8;
/** The corners of a label are empty, so they may be a little outside. */
const CORNER = 0.86;

/** Letters of Chinese, Japanese and Korean are about as wide as high, others about half. */
const textWidth = (text: string): number => {
  let width = 0;
  for (const letter of text) width += letter > "\u1100" ? NAME_PX : NAME_PX * 0.6;
  return width;
};

/** The room that lines take, with some around them, in CSS pixels. */
export const labelBox = (lines: readonly LabelLine[]): LabelBox => ({
  width: Math.max(...lines.map(({ text }) => textWidth(text)), 0) + ROOM_PX,
  height: lines.length * LINE_PX + 2,
});

/** Whether a label around the middle of the shape stays within it. */
const fits = (outline: readonly Point[], scale: number, { width, height }: LabelBox): boolean => {
  const [x, y] = centroidOf(outline);
  const [dx, dy] = [(width / 2 / scale) * CORNER, (height / 2 / scale) * CORNER];
  return [-1, 0, 1].every((across) => [-1, 1].every((down) => isInside([x + across * dx, y + down * dy], outline)));
};

const named = (name: string, lines: readonly string[]): readonly LabelLine[] => [
  { text: name, isName: true },
  ...lines.map((text) => ({ text, isName: false })),
];

/**
 * The lines that fit into the shape of a section, the name first: its label or, if that is too long, its id. A section
 * without room for any says nothing on the map.
 * @param scale CSS pixels for a unit of the outline
 */
export const labelLines = (
  outline: readonly Point[],
  scale: number,
  names: readonly string[],
  lines: readonly string[],
): readonly LabelLine[] => {
  const [full = ""] = names;
  const candidates = [
    ...lines.map((_, less) => named(full, lines.slice(0, lines.length - less))),
    ...names.map((name) => named(name, [])),
  ];
  return candidates.find((candidate) => fits(outline, scale, labelBox(candidate))) ?? [];
};
