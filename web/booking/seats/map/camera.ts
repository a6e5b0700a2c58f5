/** How a drawing is seen: panning and zooming within bounds. Pure. */
import type { Bounds, Point } from "#contract/drawing/plan.ts";

/** A point of the drawing is at `point * scale + offset` on the screen, in CSS pixels. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export interface Limits {
  readonly bounds: Bounds;
  readonly viewport: Viewport;
  readonly scaleMin: number;
  readonly scaleMax: number;
}

/** Free room around the drawing, in CSS pixels. */
const MARGIN = 16;

export const toScreen = ({ scale, x, y }: Camera, [px, py]: Point): Point => [px * scale + x, py * scale + y];

export const toDrawing = ({ scale, x, y }: Camera, [px, py]: Point): Point => [(px - x) / scale, (py - y) / scale];

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The scale at which all of the drawing is seen. */
export const fittingScale = ({ left, top, right, bottom }: Bounds, { width, height }: Viewport): number => {
  const across = Math.max(width - 2 * MARGIN, 1) / Math.max(right - left, 1);
  const down = Math.max(height - 2 * MARGIN, 1) / Math.max(bottom - top, 1);
  return Math.min(across, down);
};

/** Along one axis: in the middle if there is room for all, else without empty room beyond the margin. */
const boundedOffset = (offset: number, low: number, high: number, scale: number, room: number): number => {
  const size = (high - low) * scale;
  if (size + 2 * MARGIN <= room) return (room - size) / 2 - low * scale;
  return clamp(offset, room - MARGIN - high * scale, MARGIN - low * scale);
};

export const bounded = ({ scale, x, y }: Camera, { bounds, viewport }: Limits): Camera => ({
  scale,
  x: boundedOffset(x, bounds.left, bounds.right, scale, viewport.width),
  y: boundedOffset(y, bounds.top, bounds.bottom, scale, viewport.height),
});

export const panned = (camera: Camera, dx: number, dy: number, limits: Limits): Camera =>
  bounded({ ...camera, x: camera.x + dx, y: camera.y + dy }, limits);

/** Zooms so that the point of the screen shows the same point of the drawing as before, as far as bounds allow. */
export const zoomedAround = (camera: Camera, [px, py]: Point, scale: number, limits: Limits): Camera => {
  const next = clamp(scale, limits.scaleMin, limits.scaleMax);
  const factor = next / camera.scale;
  return bounded({ scale: next, x: px - (px - camera.x) * factor, y: py - (py - camera.y) * factor }, limits);
};

export const centredOn = ([px, py]: Point, scale: number, limits: Limits): Camera => {
  const next = clamp(scale, limits.scaleMin, limits.scaleMax);
  const { width, height } = limits.viewport;
  return bounded({ scale: next, x: width / 2 - px * next, y: height / 2 - py * next }, limits);
};

export const fitted = (limits: Limits): Camera => {
  const { left, top, right, bottom } = limits.bounds;
  const scale = fittingScale(limits.bounds, limits.viewport);
  return centredOn([(left + right) / 2, (top + bottom) / 2], scale, limits);
};

/** Moves no more than needed to show the point with this much room around it, in CSS pixels. */
export const showing = (camera: Camera, point: Point, room: number, limits: Limits): Camera => {
  const [px, py] = toScreen(camera, point);
  const { width, height } = limits.viewport;
  const step = (at: number, size: number): number =>
    clamp(at, Math.min(room, size / 2), Math.max(size - room, size / 2)) - at;
  const [dx, dy] = [step(px, width), step(py, height)];
  return dx === 0 && dy === 0 ? camera : panned(camera, dx, dy, limits);
};

const between = ([ax, ay]: Point, [bx, by]: Point): Point => [(ax + bx) / 2, (ay + by) / 2];
const apart = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

/** Two fingers have moved: what was under them stays under them. */
export const pinched = (
  camera: Camera,
  from: readonly [Point, Point],
  to: readonly [Point, Point],
  limits: Limits,
): Camera => {
  const [start, end] = [between(...from), between(...to)];
  const factor = apart(...to) / Math.max(apart(...from), 1);
  const moved = { ...camera, x: camera.x + end[0] - start[0], y: camera.y + end[1] - start[1] };
  return zoomedAround(moved, end, camera.scale * factor, limits);
};
