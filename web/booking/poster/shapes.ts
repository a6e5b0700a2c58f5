/** What the art of a poster is made of. Pure. */

/** A colour of the palette. */
export type Colour = "ground" | "first" | "second" | "ink";

/** A path of SVG, filled, or stroked if it has a width. */
export interface Shape {
  readonly d: string;
  readonly colour: Colour;
  readonly width?: number;
  readonly opacity?: number;
}

/** With a tenth of a unit: nobody sees less, and the text stays short. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

export const circle = (x: number, y: number, radius: number): string =>
  `M${n(x - radius)} ${n(y)}a${n(radius)} ${n(radius)} 0 1 0 ${n(2 * radius)} 0a${n(radius)} ${n(radius)} 0 1 0 ${n(-2 * radius)} 0z`;

export const rectangle = (x: number, y: number, width: number, height: number): string =>
  `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}z`;
