/**
 * How categories look: each has a colour, a shape and a mark cut out of it, so that they can be told apart without
 * colours. Pure.
 */
import type { Chart } from "#web/booking/seats/section-seats.ts";

export interface CategoryLook {
  readonly category: string;
  readonly label: string;
  /** On light and on dark paper. */
  readonly light: string;
  readonly dark: string;
  /** SVG path of a seat at 0, 0 in units of a seat width, to be filled by the even-odd rule. */
  readonly path: string;
}

const PALETTE = ["#8e3b8a", "#2f6db5", "#3d8c5c", "#b5762f", "#b04a4a", "#4a6a7a", "#6b5bb5", "#8a7a2a"];
const LIGHT_PAPER = "#ffffff";
const DARK_PAPER = "#1b1d20";
/** WCAG 2.2, 1.4.11: what is needed to understand a drawing. */
const CONTRAST_MIN = 3;

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);

/** Relative luminance, as WCAG defines it. */
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = channels(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

export const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const mixed = (colour: string, other: string, part: number): string => {
  const to = channels(other);
  const values = channels(colour).map((value, at) => Math.round((value * (1 - part) + (to[at] ?? 0) * part) * 255));
  return `#${values.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
};

/** The colour itself, or mixed with white or black until it can be seen on this paper. */
export const legibleOn = (colour: string, paper: string): string => {
  const towards = luminance(paper) > 0.2 ? "#000000" : "#ffffff";
  for (let part = 0; part <= 1; part += 0.1) {
    const candidate = mixed(colour, towards, part);
    if (contrast(candidate, paper) >= CONTRAST_MIN) return candidate;
  }
  return towards;
};

const SHAPES = [
  "M-.27-.4H.27A.13.13 0 0 1 .4-.27V.27A.13.13 0 0 1 .27.4H-.27A.13.13 0 0 1-.4.27V-.27A.13.13 0 0 1-.27-.4Z",
  "M-.42 0A.42.42 0 1 1 .42 0A.42.42 0 1 1-.42 0Z",
  "M0-.47L.47 0L0 .47L-.47 0Z",
  "M-.24-.42H.24L.47 0L.24.42H-.24L-.47 0Z",
  "M0-.45L.46.38H-.46Z",
] as const;

const MARKS = [
  "M-.06-.2H.06V-.06H.2V.06H.06V.2H-.06V.06H-.2V-.06H-.06Z",
  "M-.13 0A.13.13 0 1 1 .13 0A.13.13 0 1 1-.13 0Z",
  "M-.2-.06H.2V.06H-.2Z",
  "M-.06-.2H.06V.2H-.06Z",
  "",
  "M-.15-.15H.15V.15H-.15Z",
] as const;

const isColour = (colour: string | null): colour is string => colour !== null && /^#[0-9a-f]{6}$/i.test(colour);

/** The categories of the chart's sections, in the order of the chart. */
export const categoryLooks = ({
  categories,
  sections,
}: Pick<Chart, "categories" | "sections">): ReadonlyMap<string, CategoryLook> => {
  const named = new Map(categories.map((each) => [each.category, each]));
  const used = sections.flatMap((section) => section.categories.map(({ category }) => category));
  const names = [...new Set([...named.keys(), ...used])];
  return new Map(
    names.map((category, at) => {
      const { label = category, colour = null } = named.get(category) ?? {};
      const base = isColour(colour) ? colour : (PALETTE[at % PALETTE.length] ?? "#5b5f67");
      return [
        category,
        {
          category,
          label,
          light: legibleOn(base, LIGHT_PAPER),
          dark: legibleOn(base, DARK_PAPER),
          path: `${SHAPES[at % SHAPES.length]}${MARKS[at % MARKS.length]}`,
        },
      ];
    }),
  );
};

/** Seats that can't be chosen, by what has become of them. */
export const TAKEN_PATHS = {
  /** A ring: it may come back. */
  HELD: "M-.3 0A.3.3 0 1 1 .3 0A.3.3 0 1 1-.3 0ZM-.19 0A.19.19 0 1 0 .19 0A.19.19 0 1 0-.19 0Z",
  /** A cross. */
  SOLD: "M-.25-.17L-.17-.25L0-.08L.17-.25L.25-.17L.08 0L.25.17L.17.25L0 .08L-.17.25L-.25.17L-.08 0Z",
  /** A stroke. */
  BLOCKED: "M-.25-.06H.25V.06H-.25Z",
  /** A square with a gap at the top. */
  KEPT_BACK: "M-.36-.36H-.12V-.24H-.24V.24H.24V-.24H.12V-.36H.36V.36H-.36Z",
} as const;

/** A tick in a disc. */
export const CHOSEN_PATH = "M-.5 0A.5.5 0 1 1 .5 0A.5.5 0 1 1-.5 0ZM-.29.02L-.08.24L.3-.17L.21-.26L-.08.06L-.2-.07Z";
