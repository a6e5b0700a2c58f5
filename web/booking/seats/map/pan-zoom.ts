/**
 * Panning and zooming of a drawing by finger, mouse, wheel and buttons. What is drawn follows in `onFrame`, once for each
 * frame of the screen; `onSettle` comes when the movement is over, for what is too dear to draw in each frame.
 */
import { boundsOf } from "#contract/drawing/geometry.ts";
import type { Bounds, Point } from "#contract/drawing/plan.ts";
import {
  bounded,
  type Camera,
  centredOn,
  fitted,
  fittingScale,
  type Limits,
  panned,
  pinched,
  showing,
  toDrawing,
  zoomedAround,
} from "#web/booking/seats/map/camera.ts";
import { listenToFingers } from "#web/booking/seats/map/fingers.ts";

export interface Scene {
  /** What can be seen, in units of the drawing. */
  readonly bounds: Bounds;
  /** CSS pixels for a unit: never less, even if not all is seen then. Without it, as much as fits. */
  readonly scaleMin?: number;
  readonly scaleMax: number;
  /** Where to look first, and how near. Without it, at all of it. */
  readonly start?: { readonly point: Point; readonly scale: number };
}

export interface MapListeners {
  readonly onFrame: (camera: Camera) => void;
  readonly onSettle: (camera: Camera) => void;
  /** A press without movement, in units of the drawing, and how far a finger may miss. */
  readonly onTap: (point: Point, reach: number) => void;
  readonly onHover: (point: Point | undefined) => void;
}

export interface PanZoom {
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (dx: number, dy: number) => void;
  readonly lookAtAll: () => void;
  readonly show: (point: Point) => void;
  readonly stop: () => void;
}

/** How far a finger and a mouse may miss, in CSS pixels. */
const REACH_PX = { finger: 14, mouse: 7 };
const SETTLE_MS = 140;
const WHEEL_STEP = 0.0016;
/** A pinch on a touchpad comes as a wheel with the control key, in smaller steps. */
const PINCH_STEPS = 6;
/** Room around a seat that has the focus. */
const SHOWN_PX = 56;
/** All of it is seen, or as good as. */
const ALL = 1.02;

const limitsOf = (element: HTMLElement, { bounds, scaleMin, scaleMax }: Scene): Limits => {
  const viewport = { width: Math.max(element.clientWidth, 1), height: Math.max(element.clientHeight, 1) };
  const fit = Math.min(fittingScale(bounds, viewport), scaleMax);
  return { bounds, viewport, scaleMin: Math.max(scaleMin ?? fit, fit), scaleMax };
};

const startOf = (limits: Limits, { start }: Scene): Camera => {
  const whole = fitted(limits);
  return start === undefined || whole.scale >= start.scale ? whole : centredOn(start.point, start.scale, limits);
};

/** @param element the frame of the drawing: its size is that of the view */
export const panZoom = (
  element: HTMLElement,
  scene: Scene,
  { onFrame, onSettle, onTap, onHover }: MapListeners,
): PanZoom => {
  let limits = limitsOf(element, scene);
  let camera = startOf(limits, scene);
  let frame = 0;
  let settling = 0;
  const stopping = new AbortController();

  const isAllSeen = (): boolean => camera.scale <= fittingScale(limits.bounds, limits.viewport) * ALL;
  const show = (): void => {
    frame = 0;
    onFrame(camera);
  };
  const settle = (): void => {
    // At all of it there is nothing to pan, so a finger scrolls the page.
    element.classList.toggle("is-zoomed", !isAllSeen());
    onSettle(camera);
  };
  const look = (next: Camera): void => {
    if (next.scale === camera.scale && next.x === camera.x && next.y === camera.y) return;
    camera = next;
    if (frame === 0) frame = requestAnimationFrame(show);
    clearTimeout(settling);
    settling = window.setTimeout(settle, SETTLE_MS);
  };
  const wheel = (event: WheelEvent): void => {
    // At all of it, scrolling on goes down the page instead of zooming further out.
    if (event.deltaY > 0 && isAllSeen() && !event.ctrlKey) return;
    event.preventDefault();
    const box = element.getBoundingClientRect();
    const factor = Math.exp(-event.deltaY * WHEEL_STEP * (event.ctrlKey ? PINCH_STEPS : 1));
    look(zoomedAround(camera, [event.clientX - box.left, event.clientY - box.top], camera.scale * factor, limits));
  };
  const resize = (): void => {
    const { width, height } = limits.viewport;
    if (element.clientWidth === width && element.clientHeight === height) return;
    const wasAll = isAllSeen();
    limits = limitsOf(element, scene);
    camera = wasAll ? startOf(limits, scene) : bounded(camera, limits);
    onFrame(camera);
    settle();
  };
  const middle = (): Point => [limits.viewport.width / 2, limits.viewport.height / 2];

  listenToFingers(
    element,
    {
      onDrag: (from, to) => look(panned(camera, to[0] - from[0], to[1] - from[1], limits)),
      onPinch: (from, to) => look(pinched(camera, from, to, limits)),
      onTap: (at, isMouse) => onTap(toDrawing(camera, at), REACH_PX[isMouse ? "mouse" : "finger"] / camera.scale),
      onHover: (at) => onHover(at === undefined ? undefined : toDrawing(camera, at)),
    },
    stopping.signal,
  );
  element.addEventListener("wheel", wheel, { signal: stopping.signal, passive: false });
  const resized = new ResizeObserver(resize);
  resized.observe(element);
  onFrame(camera);
  settle();
  return {
    zoomBy: (factor) => look(zoomedAround(camera, middle(), camera.scale * factor, limits)),
    panBy: (dx, dy) => look(panned(camera, dx, dy, limits)),
    lookAtAll: () => look(zoomedAround(fitted(limits), middle(), limits.scaleMin, limits)),
    show: (point) => look(showing(camera, point, SHOWN_PX, limits)),
    stop: () => {
      stopping.abort();
      resized.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(settling);
    },
  };
};

/** Bounds around points, with some room. */
export const boundsAround = (points: readonly Point[], room: number): Bounds => {
  const { left, top, right, bottom } = boundsOf(points);
  return { left: left - room, top: top - room, right: right + room, bottom: bottom + room };
};
