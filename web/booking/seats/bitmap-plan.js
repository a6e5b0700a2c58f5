import { toScreen } from "#web/booking/seats/camera.ts";
/** Seats that are smaller are no dots but a tint, which the section's shape has already. In CSS pixels a seat. */
export const DOT_SCALE_MIN = 1.6;
/** Phones refuse larger canvases, and lose the page if there are many. */
const SIDE_MAX = 1024;
const DENSITIES = [2, 4, 8, 16, 32];
export const isInView = ({ left, top, right, bottom }, { camera, viewport }) => {
    const [fromX, fromY] = toScreen(camera, [left, top]);
    const [toX, toY] = toScreen(camera, [right, bottom]);
    return toX >= 0 && toY >= 0 && fromX <= viewport.width && fromY <= viewport.height;
};
/** The smallest density at which the section is sharp, as far as its bitmap may be as large as that. */
export const densityFor = ({ left, top, right, bottom }, { camera, pixelRatio }) => {
    const side = Math.max(right - left, bottom - top, 1);
    const allowed = DENSITIES.filter((density) => density * side <= SIDE_MAX);
    return allowed.find((density) => density >= camera.scale * pixelRatio) ?? allowed.at(-1) ?? SIDE_MAX / side;
};
const middleOf = ({ left, top, right, bottom }) => [(left + right) / 2, (top + bottom) / 2];
/** The bitmaps to draw, those without any first, then those nearest to the middle of the view. */
export const picturesToDraw = (sections, drawn, view) => {
    if (view.camera.scale < DOT_SCALE_MIN)
        return [];
    const { width, height } = view.viewport;
    const wanted = sections
        .filter(({ bounds }) => isInView(bounds, view))
        .map(({ sectionId, bounds, version }) => {
        const before = drawn.get(sectionId);
        const density = densityFor(bounds, view);
        const [x, y] = toScreen(view.camera, middleOf(bounds));
        const isStale = before === undefined || before.version !== version || before.density < density;
        return {
            sectionId,
            density,
            isStale,
            isNew: before === undefined,
            away: Math.hypot(x - width / 2, y - height / 2),
        };
    });
    return wanted
        .filter(({ isStale }) => isStale)
        .toSorted((a, b) => Number(b.isNew) - Number(a.isNew) || a.away - b.away)
        .map(({ sectionId, density }) => ({ sectionId, density }));
};
