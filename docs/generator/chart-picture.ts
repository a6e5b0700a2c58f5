/** A drawn chart as an SVG picture, for the guides. */
import type { DrawnChart, DrawnSection, Point } from "#contract/drawing/plan.ts";

/** What a section looks like. */
export interface SectionLook {
  readonly label: string;
  readonly colour: string;
  /** By index, where seats differ from the section. */
  readonly seatColours?: readonly string[];
}

const MARGIN = 2;
const PIXELS_PER_UNIT = 10;
const FONT_SIZE = 1.4;
/** Seats are dots on this many units. */
const DOT = 0.7;

const number = (value: number): string => String(Math.round(value * 100) / 100);

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const polygon = (points: readonly Point[], attributes: string): string =>
  `<polygon points="${points.map(([x, y]) => `${number(x)},${number(y)}`).join(" ")}" ${attributes}/>`;

const middleOf = (points: readonly Point[]): Point => {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
};

const words = (text: string, [x, y]: Point, attributes = ""): string =>
  `<text x="${number(x)}" y="${number(y)}"${attributes}>${escaped(text)}</text>`;

/** All dots of one colour in one path: a seat is then a few bytes. */
const dots = (seats: readonly Point[], colour: string): string =>
  `<path d="${seats.map(([x, y]) => `M${number(x)} ${number(y)}h0`).join("")}" stroke="${colour}"/>`;

const seatsOf = ({ seats }: DrawnSection, { colour, seatColours }: SectionLook): readonly string[] =>
  [...Map.groupBy(seats.entries(), ([index]) => seatColours?.[index] ?? colour)].map(([each, of]) =>
    dots(
      of.map(([, seat]) => seat),
      each,
    ),
  );

const sectionOf = (section: DrawnSection, look: SectionLook): readonly string[] => [
  polygon(section.outline, `fill="${look.colour}" fill-opacity="0.12"`),
  ...section.tables.map(
    ({ x, y, radius }) => `<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}" fill="#ccc"/>`,
  ),
  ...seatsOf(section, look),
];

/** Under a section with seats, in the middle of one without. */
const labelOf = ({ outline, seats }: DrawnSection, { label }: SectionLook): string => {
  const [x, y] = middleOf(outline);
  const bottom = Math.max(...outline.map(([, each]) => each));
  return words(label, seats.length > 0 ? [x, bottom + 1.2] : [x, y]);
};

/** @param lookOf the look of a section, by its id */
export const chartPicture = (
  drawn: DrawnChart,
  title: string,
  stage: string,
  lookOf: (sectionId: string) => SectionLook,
): string => {
  const { left, top, right, bottom } = drawn.bounds;
  const [width, height] = [right - left + 2 * MARGIN, bottom - top + 2 * MARGIN];
  const box = [left - MARGIN, top - MARGIN, width, height].map(number);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" ` +
      `width="${Math.round(width * PIXELS_PER_UNIT)}" height="${Math.round(height * PIXELS_PER_UNIT)}" role="img" ` +
      `font-family="sans-serif" font-size="${FONT_SIZE}" text-anchor="middle" dominant-baseline="middle">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${box[0]}" y="${box[1]}" width="100%" height="100%" fill="#fff"/>`,
    polygon(drawn.stage, 'fill="#444"'),
    words(stage, middleOf(drawn.stage), ' fill="#fff"'),
    `<g fill="none" stroke-width="${DOT}" stroke-linecap="round">`,
    ...drawn.sections.flatMap((section) => sectionOf(section, lookOf(section.sectionId))),
    "</g>",
    ...drawn.sections.map((section) => labelOf(section, lookOf(section.sectionId))),
    "</svg>",
  ].join("\n")}\n`;
};
