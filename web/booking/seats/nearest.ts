/** What is nearest, by whatever counts as near. Pure. */
import type { Point } from "#contract/drawing/plan.ts";

/** The item with the lowest cost, the first of several; undefined if no cost is as low as `most`. */
export const nearestBy = <Item>(
  items: Iterable<Item>,
  costOf: (item: Item) => number,
  most = Number.MAX_VALUE,
): Item | undefined => {
  let nearest: Item | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const cost = costOf(item);
    if (cost <= most && cost < lowest) [nearest, lowest] = [item, cost];
  }
  return nearest;
};

/** Farther aside than this, something is not ahead any more. */
const ASIDE_MAX = 2.5;

/** How far a point is ahead in a direction, what is aside counting more; infinite if it is not ahead. */
export const costAhead = ([fromX, fromY]: Point, [dx, dy]: Point, [toX, toY]: Point): number => {
  const [x, y] = [toX - fromX, toY - fromY];
  const ahead = x * dx + y * dy;
  const aside = Math.abs(x * dy) + Math.abs(y * dx);
  return ahead > 0 && aside <= ASIDE_MAX * ahead ? ahead + 2 * aside : Number.POSITIVE_INFINITY;
};
