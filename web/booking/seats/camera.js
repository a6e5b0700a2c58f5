/** Free room around the drawing, in CSS pixels. */
const MARGIN = 16;
export const toScreen = ({ scale, x, y }, [px, py]) => [px * scale + x, py * scale + y];
export const toDrawing = ({ scale, x, y }, [px, py]) => [(px - x) / scale, (py - y) / scale];
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
/** The scale at which all of the drawing is seen. */
export const fittingScale = ({ left, top, right, bottom }, { width, height }) => {
    const across = Math.max(width - 2 * MARGIN, 1) / Math.max(right - left, 1);
    const down = Math.max(height - 2 * MARGIN, 1) / Math.max(bottom - top, 1);
    return Math.min(across, down);
};
/** Along one axis: in the middle if there is room for all, else without empty room beyond the margin. */
const boundedOffset = (offset, low, high, scale, room) => {
    const size = (high - low) * scale;
    if (size + 2 * MARGIN <= room)
        return (room - size) / 2 - low * scale;
    return clamp(offset, room - MARGIN - high * scale, MARGIN - low * scale);
};
export const bounded = ({ scale, x, y }, { bounds, viewport }) => ({
    scale,
    x: boundedOffset(x, bounds.left, bounds.right, scale, viewport.width),
    y: boundedOffset(y, bounds.top, bounds.bottom, scale, viewport.height),
});
export const panned = (camera, dx, dy, limits) => bounded({ ...camera, x: camera.x + dx, y: camera.y + dy }, limits);
/** Zooms so that the point of the screen shows the same point of the drawing as before, as far as bounds allow. */
export const zoomedAround = (camera, [px, py], scale, limits) => {
    const next = clamp(scale, limits.scaleMin, limits.scaleMax);
    const factor = next / camera.scale;
    return bounded({ scale: next, x: px - (px - camera.x) * factor, y: py - (py - camera.y) * factor }, limits);
};
export const centredOn = ([px, py], scale, limits) => {
    const next = clamp(scale, limits.scaleMin, limits.scaleMax);
    const { width, height } = limits.viewport;
    return bounded({ scale: next, x: width / 2 - px * next, y: height / 2 - py * next }, limits);
};
export const fitted = (limits) => {
    const { left, top, right, bottom } = limits.bounds;
    const scale = fittingScale(limits.bounds, limits.viewport);
    return centredOn([(left + right) / 2, (top + bottom) / 2], scale, limits);
};
/** Moves no more than needed to show the point with this much room around it, in CSS pixels. */
export const showing = (camera, point, room, limits) => {
    const [px, py] = toScreen(camera, point);
    const { width, height } = limits.viewport;
    const step = (at, size) => clamp(at, Math.min(room, size / 2), Math.max(size - room, size / 2)) - at;
    const [dx, dy] = [step(px, width), step(py, height)];
    return dx === 0 && dy === 0 ? camera : panned(camera, dx, dy, limits);
};
const between = ([ax, ay], [bx, by]) => [(ax + bx) / 2, (ay + by) / 2];
const apart = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by);
/** Two fingers have moved: what was under them stays under them. */
export const pinched = (camera, from, to, limits) => {
    const [start, end] = [between(...from), between(...to)];
    const factor = apart(...to) / Math.max(apart(...from), 1);
    const moved = { ...camera, x: camera.x + end[0] - start[0], y: camera.y + end[1] - start[1] };
    return zoomedAround(moved, end, camera.scale * factor, limits);
};
