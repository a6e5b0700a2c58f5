/** The art of posters. Each kind fills a width of 300 and the height that the words leave. Pure. */
import { between, oneOf, type Random, wholeBetween } from "#web/booking/poster/random.ts";
import { type Colour, circle, n, rectangle, type Shape } from "#web/booking/poster/shapes.ts";

const WIDTH = 300;

export type Art = (random: Random, height: number) => readonly Shape[];

/** A moon over water: its lower half is cut into bands, wider from band to band. */
const moon: Art = (random, height) => {
  const radius = Math.min(height * 0.4, between(random, 92, 112));
  const [x, y] = [between(random, 120, 180), height * 0.5];
  const bands = wholeBetween(random, 4, 6);
  const shapes: Shape[] = [{ d: circle(x, y, radius), colour: oneOf(random, ["first", "second"]) }];
  for (let band = 0; band < bands; band += 1) {
    const at = y + (radius * (band + 0.35)) / bands;
    shapes.push({ d: rectangle(0, at, WIDTH, 1.5 + (band * radius) / (bands * 4.2)), colour: "ground" });
  }
  const horizon = y + radius * 0.07;
  shapes.push({ d: `M0 ${n(horizon)}H${WIDTH}`, colour: "ink", width: 1, opacity: 0.35 });
  return shapes;
};

/** The grooves of a record, seen from a corner. */
const grooves: Art = (random, height) => {
  const [x, y] = [oneOf(random, [0, WIDTH]), oneOf(random, [height * 0.12, height])];
  const bright = wholeBetween(random, 3, 9);
  const step = between(random, 17, 21);
  const shapes: Shape[] = [];
  for (let ring = 1; ring * step < 330; ring += 1) {
    const colour: Colour = ring === bright || ring === bright + 1 ? "second" : "first";
    const width = between(random, 1.5, step * 0.72);
    shapes.push({ d: circle(x, y, 26 + ring * step), colour, width });
  }
  return [...shapes, { d: circle(x, y, 30), colour: "second" }];
};

/** A line of a score in the wind, with its notes. */
const score: Art = (random, height) => {
  const [swing, phase, slope] = [between(random, 16, 30), between(random, 0, 6.3), between(random, -0.16, 0.16)];
  const gap = height / 11;
  const yAt = (line: number, x: number): number =>
    height / 2 +
    (line - 2) * gap * (1 + 0.25 * Math.sin(x / 95 + phase)) +
    swing * Math.sin(x / 62 + phase) +
    slope * (x - 150);
  const shapes: Shape[] = [];
  for (let line = 0; line < 5; line += 1) {
    const points = Array.from({ length: 31 }, (_, index) => `${n(index * 10)} ${n(yAt(line, index * 10))}`);
    shapes.push({ d: `M${points.join("L")}`, colour: "first", width: 2 });
  }
  const notes = wholeBetween(random, 5, 7);
  for (let note = 0; note < notes; note += 1) {
    const x = 34 + (note * 232) / (notes - 1);
    const y = yAt(wholeBetween(random, 0, 8) / 2, x);
    const up = y > height / 2;
    const stem = up ? `M${n(x + 10)} ${n(y)}v-46` : `M${n(x - 10)} ${n(y)}v46`;
    shapes.push({ d: circle(x, y, 11), colour: "second" }, { d: stem, colour: "second", width: 2.5 });
  }
  return shapes;
};

/** How loud a song is, from its beginning to its end. */
const bars: Art = (random, height) => {
  const count = wholeBetween(random, 13, 19);
  const pitch = 252 / count;
  const [first, second] = [between(random, 0, 6.3), between(random, 0, 6.3)];
  const bright = wholeBetween(random, 2, count - 4);
  return Array.from({ length: count }, (_, index) => {
    const wave = Math.abs(Math.sin(index * 0.55 + first) * 0.6 + Math.sin(index * 1.3 + second) * 0.4);
    const long = height * (0.08 + 0.36 * wave + 0.05 * random());
    const x = 24 + pitch * (index + 0.5);
    const isBright = index >= bright && index < bright + 2;
    return {
      d: `M${n(x)} ${n(height / 2 - long)}V${n(height / 2 + long)}`,
      colour: isBright ? "second" : "first",
      width: pitch * 0.56,
    } as const;
  });
};

const QUARTERS = [
  (x: number, y: number, side: number) =>
    `M${n(x)} ${n(y)}h${n(side)}a${n(side)} ${n(side)} 0 0 1 ${n(-side)} ${n(side)}z`,
  (x: number, y: number, side: number) =>
    `M${n(x + side)} ${n(y)}v${n(side)}a${n(side)} ${n(side)} 0 0 1 ${n(-side)} ${n(-side)}z`,
  (x: number, y: number, side: number) =>
    `M${n(x + side)} ${n(y + side)}h${n(-side)}a${n(side)} ${n(side)} 0 0 1 ${n(side)} ${n(-side)}z`,
  (x: number, y: number, side: number) =>
    `M${n(x)} ${n(y + side)}v${n(-side)}a${n(side)} ${n(side)} 0 0 1 ${n(side)} ${n(side)}z`,
] as const;

/** Tiles of quarters of a circle, turned this way and that. */
const tiles: Art = (random, height) => {
  const side = WIDTH / oneOf(random, [4, 5]);
  const shapes: Shape[] = [];
  for (let y = height - side; y > -side; y -= side) {
    for (let x = 0; x < WIDTH; x += side) {
      const colour = oneOf<Colour>(random, ["first", "first", "second", "ink", "ground"]);
      const quarter = oneOf(random, QUARTERS);
      if (colour !== "ground") shapes.push({ d: quarter(x, y, side), colour });
    }
  }
  return shapes;
};

/** Lights over a stage. */
const lights: Art = (random, height) => {
  const count = wholeBetween(random, 4, 6);
  const floor = height * 0.9;
  const shapes: Shape[] = [];
  for (let light = 0; light < count; light += 1) {
    const from = 30 + (light * 240) / (count - 1);
    const to = between(random, 60, 240);
    const half = between(random, 26, 44);
    const colour: Colour = light % 2 === 0 ? "second" : "first";
    shapes.push({ d: `M${n(from - 4)} 0h8L${n(to + half)} ${n(floor)}H${n(to - half)}z`, colour, opacity: 0.5 });
  }
  return [...shapes, { d: rectangle(0, floor, WIDTH, 3), colour: "ink" }];
};

export const ARTS: readonly [Art, ...Art[]] = [moon, grooves, score, bars, tiles, lights];
