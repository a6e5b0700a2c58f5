/** How what has been laid out goes into an outline that the chart gives. Pure. */
import { boundsOf, centroidOf, convexHull, isInside } from "#contract/drawing/geometry.ts";
/** Four corners: a block of seats becomes a wedge of a bowl, its first row along the front edge. */
const intoCorners = (points, corners) => {
    const { left, top, right, bottom } = boundsOf(points);
    const [frontLeft, frontRight, backRight, backLeft] = corners;
    const mix = (from, to, part) => from + (to - from) * part;
    const place = ([x, y]) => {
        const across = (x - left) / (right - left);
        const back = (y - top) / (bottom - top);
        const of = (axis) => mix(mix(frontLeft[axis], frontRight[axis], across), mix(backLeft[axis], backRight[axis], across), back);
        return [of(0), of(1)];
    };
    const wide = Math.hypot(frontRight[0] - frontLeft[0], frontRight[1] - frontLeft[1]) / (right - left);
    const deep = Math.hypot(backLeft[0] - frontLeft[0], backLeft[1] - frontLeft[1]) / (bottom - top);
    return { place, scale: Math.min(wide, deep) };
};
const SMALLER = 0.9;
const SMALLER_TIMES_MAX = 60;
/** Any other polygon: around its centre, and smaller until everything is inside. */
const aroundCentre = (points, polygon) => {
    const { left, top, right, bottom } = boundsOf(points);
    const [centreX, centreY] = centroidOf(polygon);
    const fitOf = (scale) => ({
        scale,
        place: ([x, y]) => [centreX + (x - (left + right) / 2) * scale, centreY + (y - (top + bottom) / 2) * scale],
    });
    const hull = convexHull(points);
    let fit = fitOf(1);
    for (let times = 0; times < SMALLER_TIMES_MAX; times += 1) {
        const { place } = fit;
        if (hull.every((point) => isInside(place(point), polygon)))
            break;
        fit = fitOf(fit.scale * SMALLER);
    }
    return fit;
};
/**
 * Puts points into an outline. They stay inside if the outline is convex.
 * @param points with some room around them: those on the edge arrive at the edge
 */
export const fitInto = (points, outline) => {
    const [first, second, third, fourth, ...more] = outline;
    return first && second && third && fourth && more.length === 0
        ? intoCorners(points, [first, second, third, fourth])
        : aroundCentre(points, outline);
};
