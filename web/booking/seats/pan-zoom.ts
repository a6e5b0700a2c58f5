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
} from "#web/booking/seats/camera.ts";

export interface Scene {
  /** What can be seen, in units of the drawing. */
  readonly bounds: Bounds;
  /** CSS pixels for a unit: never less, even if not all is seen then; undefined: as much as fits. */
  readonly scaleMin: number | undefined;
  readonly scaleMax: number;
  /** Where to look first, and how near; undefined: at all of it. */
  readonly start: { readonly point: Point; readonly scale: number } | undefined;
}

interface Listeners {
  readonly onFrame: (camera: Camera) => void;
  readonly onSettle: (camera: Camera) => void;
  /** A press without movement, in units of the drawing, and how far a finger may miss. */
  readonly onTap: (point: Point, reach: number) => void;
  readonly onHover?: (point: Point | undefined) => void;
}

export interface PanZoom {
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (dx: number, dy: number) => void;
  readonly lookAtAll: () => void;
  readonly show: (point: Point) => void;
  readonly camera: () => Camera;
  readonly stop: () => void;
}

/** A finger that moved less has tapped, in CSS pixels. */
const TAP_PX = 10;
/** Half of the smallest target that a finger is expected to hit. */
const REACH_PX = 14;
const SETTLE_MS = 140;
const WHEEL_STEP = 0.0016;
/** Room around a seat that has the focus. */
const SHOWN_PX = 56;

const viewportOf = (element: HTMLElement) => ({
  width: Math.max(element.clientWidth, 1),
  height: Math.max(element.clientHeight, 1),
});

const limitsOf = (element: HTMLElement, { bounds, scaleMin, scaleMax }: Scene): Limits => {
  const viewport = viewportOf(element);
  const fit = Math.min(fittingScale(bounds, viewport), scaleMax);
  return { bounds, viewport, scaleMin: Math.max(scaleMin ?? fit, fit), scaleMax };
};

const startOf = (limits: Limits, { start }: Scene): Camera => {
  const whole = fitted(limits);
  if (start === undefined || whole.scale >= start.scale) return whole;
  return centredOn(start.point, start.scale, limits);
};

interface Finger {
  readonly start: Point;
  readonly last: Point;
  readonly hasMoved: boolean;
}

/** @param element the frame of the drawing: its size is that of the view */
export const panZoom = (element: HTMLElement, scene: Scene, listeners: Listeners): PanZoom => {
  let limits = limitsOf(element, scene);
  let camera = startOf(limits, scene);
  let frame = 0;
  let settling = 0;
  const fingers = new Map<number, Finger>();
  const stopping = new AbortController();
  const { signal } = stopping;

  const settle = (): void => {
    settling = 0;
    listeners.onSettle(camera);
  };
  const look = (next: Camera): void => {
    if (next.scale === camera.scale && next.x === camera.x && next.y === camera.y) return;
    camera = next;
    if (frame === 0) {
      frame = requestAnimationFrame(() => {
        frame = 0;
        listeners.onFrame(camera);
      });
    }
    clearTimeout(settling);
    settling = window.setTimeout(settle, SETTLE_MS);
    // At all of it there is nothing to pan, so a finger scrolls the page.
    element.classList.toggle("is-zoomed", camera.scale > fittingScale(limits.bounds, limits.viewport) * 1.02);
  };
  const at = (event: PointerEvent | WheelEvent): Point => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const moveFinger = (event: PointerEvent, finger: Finger): void => {
    const to = at(event);
    const hasMoved = finger.hasMoved || Math.hypot(to[0] - finger.start[0], to[1] - finger.start[1]) > TAP_PX;
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, other]) => other.last);
    const [other] = others;
    fingers.set(event.pointerId, { start: finger.start, last: hasMoved ? to : finger.last, hasMoved });
    if (other !== undefined) look(pinched(camera, [finger.last, other], [to, other], limits));
    else if (hasMoved) look(panned(camera, to[0] - finger.last[0], to[1] - finger.last[1], limits));
  };
  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    hear: (event: HTMLElementEventMap[Name]) => void,
  ): void => element.addEventListener(name, hear, { signal, passive: false });

  listen("pointerdown", (event) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button") !== null)) return;
    fingers.set(event.pointerId, { start: at(event), last: at(event), hasMoved: fingers.size > 0 });
    for (const [id, finger] of fingers) if (fingers.size > 1) fingers.set(id, { ...finger, hasMoved: true });
    // Without this, a mouse press would move the focus away from the seat that the keyboard is at.
    if (event.pointerType === "mouse") event.preventDefault();
  });
  listen("pointermove", (event) => {
    const finger = fingers.get(event.pointerId);
    if (finger !== undefined) {
      moveFinger(event, finger);
      if (fingers.get(event.pointerId)?.hasMoved === true && !element.hasPointerCapture(event.pointerId)) {
        element.setPointerCapture(event.pointerId);
      }
    } else if (event.pointerType === "mouse") listeners.onHover?.(toDrawing(camera, at(event)));
  });
  listen("pointerleave", () => listeners.onHover?.(undefined));
  listen("pointerup", (event) => {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (finger === undefined || finger.hasMoved) return;
    const reach = event.pointerType === "mouse" ? REACH_PX / 2 : REACH_PX;
    listeners.onTap(toDrawing(camera, at(event)), reach / camera.scale);
  });
  listen("pointercancel", (event) => {
    fingers.delete(event.pointerId);
  });
  listen("wheel", (event) => {
    // At all of it, scrolling on goes down the page instead of zooming further out.
    const isOutermost = event.deltaY > 0 && camera.scale <= limits.scaleMin * 1.001;
    if (isOutermost && !event.ctrlKey) return;
    event.preventDefault();
    const factor = Math.exp(-event.deltaY * WHEEL_STEP * (event.ctrlKey ? 6 : 1));
    look(zoomedAround(camera, at(event), camera.scale * factor, limits));
  });
  const resized = new ResizeObserver(() => {
    const before = viewportOf(element);
    if (before.width === limits.viewport.width && before.height === limits.viewport.height) return;
    const wasAll = camera.scale <= fittingScale(limits.bounds, limits.viewport) * 1.02;
    limits = limitsOf(element, scene);
    camera = wasAll ? startOf(limits, scene) : bounded(camera, limits);
    listeners.onFrame(camera);
    settle();
  });
  resized.observe(element);
  element.classList.toggle("is-zoomed", camera.scale > fittingScale(limits.bounds, limits.viewport) * 1.02);
  listeners.onFrame(camera);
  settle();

  const middle = (): Point => [limits.viewport.width / 2, limits.viewport.height / 2];
  return {
    zoomBy: (factor) => look(zoomedAround(camera, middle(), camera.scale * factor, limits)),
    panBy: (dx, dy) => look(panned(camera, dx, dy, limits)),
    lookAtAll: () => look(zoomedAround(fitted(limits), middle(), limits.scaleMin, limits)),
    show: (point) => look(showing(camera, point, SHOWN_PX, limits)),
    camera: () => camera,
    stop: () => {
      stopping.abort();
      resized.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(settling);
    },
  };
};

/** Bounds of several outlines, with some room. */
export const boundsAround = (points: readonly Point[], room: number): Bounds => {
  const { left, top, right, bottom } = boundsOf(points);
  return { left: left - room, top: top - room, right: right + room, bottom: bottom + room };
};
