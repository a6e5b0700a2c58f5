/** What is at a point of the drawing. Pure: no element of the page is asked. */
import { boundsOf, isInside } from "#contract/drawing/geometry.ts";
const gap = (value, low, high) => Math.max(low - value, value - high, 0);
const distanceTo = ({ left, top, right, bottom }, [x, y]) => Math.hypot(gap(x, left, right), gap(y, top, bottom));
/**
 * The section at a point, or the one that is nearest within `reach`: a finger is not as exact as a mouse.
 * Of sections over each other, the one drawn last counts.
 */
export const sectionAt = (shapes, point, reach = 0) => {
    const inside = shapes.findLast(({ outline }) => isInside(point, outline));
    if (inside !== undefined)
        return inside.sectionId;
    let nearest;
    for (const { sectionId, outline } of shapes) {
        const distance = distanceTo(boundsOf(outline), point);
        if (distance <= reach && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
            nearest = { sectionId, distance };
    }
    return nearest?.sectionId;
};
/** The seat that is nearest to the point, within `reach`. */
export const seatAt = (seats, [x, y], reach) => {
    let nearest;
    let smallest = reach ** 2;
    for (const seat of seats) {
        const distance = (seat.x - x) ** 2 + (seat.y - y) ** 2;
        if (distance <= smallest) {
            nearest = seat;
            smallest = distance;
        }
    }
    return nearest;
};
/** From section to section with the arrow keys: the nearest one in that direction. */
export const nextSection = (middles, from, key) => {
    const directions = {
        ArrowLeft: [-1, 0],
        ArrowRight: [1, 0],
        ArrowUp: [0, -1],
        ArrowDown: [0, 1],
    };
    if (key === "Home")
        return middles.at(0)?.sectionId;
    if (key === "End")
        return middles.at(-1)?.sectionId;
    const start = middles.find(({ sectionId }) => sectionId === from);
    const direction = directions[key];
    if (start === undefined || direction === undefined)
        return undefined;
    const [dx, dy] = direction;
    let best;
    for (const { sectionId, middle } of middles) {
        const [x, y] = [middle[0] - start.middle[0], middle[1] - start.middle[1]];
        const ahead = x * dx + y * dy;
        const aside = Math.abs(x * dy) + Math.abs(y * dx);
        if (ahead <= 0 || aside > 2.5 * ahead)
            continue;
        const cost = ahead + 2 * aside;
        if (best === undefined || cost < best.cost)
            best = { sectionId, cost };
    }
    return best?.sectionId;
};
