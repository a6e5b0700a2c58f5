/** What fingers and the mouse do on a drawing: pressing, dragging, and pinching with two. */
import type { Point } from "#contract/drawing/plan.ts";

export interface FingerListeners {
  readonly onDrag: (from: Point, to: Point) => void;
  readonly onPinch: (from: readonly [Point, Point], to: readonly [Point, Point]) => void;
  /** A press without movement. */
  readonly onTap: (at: Point, isMouse: boolean) => void;
  /** The mouse without a button pressed; undefined as it leaves. */
  readonly onHover: (at: Point | undefined) => void;
}

interface Finger {
  readonly start: Point;
  readonly last: Point;
  readonly hasMoved: boolean;
}

/** A finger that moved less has tapped, in CSS pixels. */
const TAP_PX = 10;

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("button") !== null;

/** Points are in CSS pixels from the corner of the element. Buttons within it are left alone. */
export const listenToFingers = (
  element: HTMLElement,
  { onDrag, onPinch, onTap, onHover }: FingerListeners,
  signal: AbortSignal,
): void => {
  const fingers = new Map<number, Finger>();
  const at = (event: PointerEvent): Point => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const move = (event: PointerEvent, finger: Finger): void => {
    const to = at(event);
    const hasMoved = finger.hasMoved || Math.hypot(to[0] - finger.start[0], to[1] - finger.start[1]) > TAP_PX;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, { ...finger, last: hasMoved ? to : finger.last, hasMoved });
    if (!hasMoved) return;
    if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    if (other === undefined) onDrag(finger.last, to);
    else onPinch([finger.last, other.last], [to, other.last]);
  };
  const listen = (name: `pointer${"down" | "move" | "up" | "leave" | "cancel"}`, hear: (event: PointerEvent) => void) =>
    element.addEventListener(name, hear, { signal });

  listen("pointerdown", (event) => {
    if (event.button !== 0 || isControl(event.target)) return;
    // With a second finger, nobody taps.
    for (const [id, finger] of fingers) fingers.set(id, { ...finger, hasMoved: true });
    fingers.set(event.pointerId, { start: at(event), last: at(event), hasMoved: fingers.size > 0 });
    // Without this, a mouse press would move the focus away from the seat that the keyboard is at.
    if (event.pointerType === "mouse") event.preventDefault();
  });
  listen("pointermove", (event) => {
    const finger = fingers.get(event.pointerId);
    if (finger !== undefined) move(event, finger);
    else if (event.pointerType === "mouse") onHover(at(event));
  });
  listen("pointerup", (event) => {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (finger !== undefined && !finger.hasMoved) onTap(at(event), event.pointerType === "mouse");
  });
  listen("pointerleave", () => onHover(undefined));
  listen("pointercancel", (event) => {
    fingers.delete(event.pointerId);
  });
};
