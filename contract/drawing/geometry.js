/** In hundredths of a unit: 5 mm. Adding 0 makes 0 of -0. */
export const rounded = (value) => Math.round(value * 100) / 100 + 0;
export const moved = ([x, y], [dx, dy]) => [rounded(x + dx), rounded(y + dy)];
export const distance = ([x, y], [otherX, otherY]) => Math.hypot(x - otherX, y - otherY);
export const rectangle = ({ left, top, right, bottom }) => [
    [rounded(left), rounded(top)],
    [rounded(right), rounded(top)],
    [rounded(right), rounded(bottom)],
    [rounded(left), rounded(bottom)],
];
/** What all of these points are within; a point at 0, 0 if there are no points. */
export const boundsOf = (points) => {
    const [first = [0, 0]] = points;
    let [left, top] = first;
    let [right, bottom] = first;
    for (const [x, y] of points) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
    }
    return { left, top, right, bottom };
};
export const cornersOf = ({ left, top, right, bottom }) => [
    [left, top],
    [right, bottom],
];
const turn = ([ax, ay], [bx, by], [cx, cy]) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
/** Half of a convex hull, without its last corner: Andrew's monotone chain (1979). */
const halfHull = (sorted) => {
    const chain = [];
    for (const point of sorted) {
        while (chain.length >= 2 && turn(chain.at(-2), chain.at(-1), point) <= 0)
            chain.pop();
        chain.push(point);
    }
    return chain.slice(0, -1);
};
/** The smallest convex polygon around the points, clockwise as drawn; a single point is one. */
export const convexHull = (points) => {
    if (points.length < 2)
        return points;
    const sorted = points.toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by);
    return [...halfHull(sorted), ...halfHull(sorted.toReversed())];
};
const CORNERS_MAX = 12;
/** Of a hull with many corners, the eight-sided polygon around it: upright, level and at 45 degrees. */
const octagon = (hull) => {
    const { left, top, right, bottom } = boundsOf(hull);
    const slant = boundsOf(hull.map(([x, y]) => [x + y, x - y]));
    const corners = [
        [Math.max(left, slant.left - top), top],
        [Math.min(right, slant.bottom + top), top],
        [right, Math.max(top, right - slant.bottom)],
        [right, Math.min(bottom, slant.right - right)],
        [Math.min(right, slant.right - bottom), bottom],
        [Math.max(left, slant.top + bottom), bottom],
        [left, Math.min(bottom, left - slant.top)],
        [left, Math.max(top, slant.left - left)],
    ];
    return convexHull(corners);
};
/**
 * A convex polygon with few corners that leaves a margin around each of the points. Outlines are read with every chart,
 * so the many corners of an arc are not kept.
 */
export const outlineAround = (points, margin) => {
    const hull = convexHull(convexHull(points).flatMap(([x, y]) => [
        [x - margin, y - margin],
        [x + margin, y - margin],
        [x - margin, y + margin],
        [x + margin, y + margin],
    ]));
    return (hull.length > CORNERS_MAX ? octagon(hull) : hull).map(([x, y]) => [rounded(x), rounded(y)]);
};
/** Whether a point is inside a polygon, by the even-odd rule. */
export const isInside = ([x, y], polygon) => {
    let inside = false;
    let [fromX, fromY] = polygon.at(-1) ?? [0, 0];
    for (const [toX, toY] of polygon) {
        if (fromY > y !== toY > y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX))
            inside = !inside;
        [fromX, fromY] = [toX, toY];
    }
    return inside;
};
/** The centre of a polygon's area; the mean of its corners if it has no area. */
export const centroidOf = (polygon) => {
    let [area, sumX, sumY] = [0, 0, 0];
    let [fromX, fromY] = polygon.at(-1) ?? [0, 0];
    for (const [toX, toY] of polygon) {
        const part = fromX * toY - toX * fromY;
        area += part;
        sumX += (fromX + toX) * part;
        sumY += (fromY + toY) * part;
        [fromX, fromY] = [toX, toY];
    }
    if (area !== 0)
        return [sumX / (3 * area), sumY / (3 * area)];
    const mean = (axis) => polygon.reduce((sum, point) => sum + point[axis], 0) / polygon.length;
    return [mean(0), mean(1)];
};
/** An arc spans at most half a circle, so that its points stay in order from left to right. */
const HALF_ANGLE_MAX = Math.PI / 2;
/** A tighter arc would bring neighbours clearly nearer together. */
const RADIUS_MIN = 2;
const HALVINGS = 50;
/** The half angle of the arc of this length that rises by this much: rise / length = (1 - cos a) / 2a, which grows with a. */
const halfAngle = (length, rise) => {
    let [low, high] = [0, Math.min(HALF_ANGLE_MAX, length / (2 * RADIUS_MIN))];
    for (let step = 0; step < HALVINGS; step += 1) {
        const middle = (low + high) / 2;
        if ((1 - Math.cos(middle)) / (2 * middle) < rise / length)
            low = middle;
        else
            high = middle;
    }
    return high;
};
/**
 * Bends a straight piece of this length around x = 0, keeping distances along it. Its middle stays at y = 0.
 * @param rise how far its ends are above the middle (at smaller y); below 0: under it. More than half a circle can give
 *   is taken for half a circle.
 * @returns where a point at x of the straight piece lies
 */
export const bend = (length, rise) => {
    if (rise === 0 || length === 0)
        return (x) => [x, 0];
    const radius = length / (2 * halfAngle(length, Math.abs(rise)));
    const up = Math.sign(rise);
    return (x) => [radius * Math.sin(x / radius), -up * radius * (1 - Math.cos(x / radius))];
};
