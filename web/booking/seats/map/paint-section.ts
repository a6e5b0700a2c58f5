/** The bitmap of a section: each seat a dot, those that are free in the colour of their category. */
import type { Bounds } from "#contract/drawing/plan.ts";
import type { ChartSection } from "#web/booking/seats/section-seats.ts";

export interface Paint {
  readonly section: ChartSection;
  readonly bounds: Bounds;
  /** Pixels for a unit. */
  readonly density: number;
  /** A letter for each seat; "" as long as it is not known: then no seat is shown as free. */
  readonly state: string;
  readonly colourOf: (category: string) => string;
  readonly takenColour: string;
}

/** Diameters, in units. */
const DOT = 0.72;
const TAKEN_DOT = 0.5;
/** Smaller dots are not seen as round, and squares are drawn faster. In pixels. */
const ROUND_MIN = 5;

const TAKEN = "";

type Dot = readonly [x: number, y: number];

const dotsOf = ({ section, bounds, density, state }: Paint): ReadonlyMap<string, readonly Dot[]> => {
  const dots = new Map<string, Dot[]>();
  let index = 0;
  for (const { blocks } of section.rows) {
    for (const { x = 0, y = 0, category } of blocks.flat()) {
      const kind = state[index] === "A" ? category : TAKEN;
      const same = dots.get(kind) ?? [];
      same.push([(x - bounds.left) * density, (y - bounds.top) * density]);
      dots.set(kind, same);
      index += 1;
    }
  }
  return dots;
};

const addDot = (context: CanvasRenderingContext2D, [x, y]: Dot, size: number): void => {
  if (size < ROUND_MIN) context.rect(x - size / 2, y - size / 2, size, size);
  else {
    context.moveTo(x + size / 2, y);
    context.arc(x, y, size / 2, 0, 2 * Math.PI);
  }
};

export const paintSection = (paint: Paint): HTMLCanvasElement => {
  const { bounds, density, colourOf, takenColour } = paint;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.ceil((bounds.right - bounds.left) * density));
  canvas.height = Math.max(1, Math.ceil((bounds.bottom - bounds.top) * density));
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  for (const [kind, dots] of dotsOf(paint)) {
    context.beginPath();
    for (const dot of dots) addDot(context, dot, density * (kind === TAKEN ? TAKEN_DOT : DOT));
    context.fillStyle = kind === TAKEN ? takenColour : colourOf(kind);
    context.fill();
  }
  return canvas;
};
