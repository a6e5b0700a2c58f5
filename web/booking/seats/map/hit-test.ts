/** What is at a point of the drawing. Pure: no element of the page is asked. */
import { boundsOf, distance, isInside } from "#contract/drawing/geometry.ts";
import type { Bounds, Point } from "#contract/drawing/plan.ts";
import { costAhead, nearestBy } from "#web/booking/seats/nearest.ts";
import type { PlacedSeat } from "#web/booking/seats/section-seats.ts";

interface Shape {
  readonly sectionId: string;
  readonly outline: readonly Point[];
}

const gap = (value: number, low: number, high: number): number => Math.max(low - value, value - high, 0);

const distanceTo = ({ left, top, right, bottom }: Bounds, [x, y]: Point): number =>
  Math.hypot(gap(x, left, right), gap(y, top, bottom));

/**
 * The section at a point, or the one that is nearest within `reach`: a finger is not as exact as a mouse.
 * Of sections over each other, the one drawn last counts.
 */
export const sectionAt = (shapes: readonly Shape[], point: Point, reach = 0): string | undefined => {
  const inside = shapes.findLast(({ outline }) => isInside(point, outline));
  if (inside !== undefined) return inside.sectionId;
  return nearestBy(shapes, ({ outline }) => distanceTo(boundsOf(outline), point), reach)?.sectionId;
};

/** The seat that is nearest to the point, within `reach`. */
export const seatAt = (seats: readonly PlacedSeat[], point: Point, reach: number): PlacedSeat | undefined =>
  nearestBy(seats, ({ x, y }) => distance([x, y], point), reach);

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Middle {
  readonly sectionId: string;
  readonly middle: Point;
}

/** From section to section with the arrow keys: the nearest one in that direction. */
export const nextSection = (middles: readonly Middle[], from: string, key: string): Middle | undefined => {
  if (key === "Home") return middles.at(0);
  if (key === "End") return middles.at(-1);
  const start = middles.find(({ sectionId }) => sectionId === from);
  const direction = DIRECTIONS[key];
  if (start === undefined || direction === undefined) return undefined;
  return nearestBy(middles, ({ middle }) => costAhead(start.middle, direction, middle));
};
