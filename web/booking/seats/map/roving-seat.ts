/** The one tab stop of a grid of seats: the seat that the keyboard is at, with its ring. */
import type { SectionSeats } from "#web/booking/seats/section-seats.ts";

export interface RovingSeat {
  readonly index: () => number;
  /** Makes this seat the tab stop. */
  readonly stopAt: (index: number) => void;
  /** Makes this seat the tab stop and gives it the focus. */
  readonly focus: (index: number) => void;
}

/** @param content the group with the seats, each with its index as `data-seat` */
export const rovingSeat = (
  content: SVGGElement,
  ring: SVGElement | null,
  { seats }: SectionSeats,
  start: number,
): RovingSeat => {
  let current = start;
  const cellOf = (index: number): SVGElement | null => content.querySelector<SVGElement>(`[data-seat="${index}"]`);
  const stopAt = (index: number): void => {
    cellOf(current)?.setAttribute("tabindex", "-1");
    cellOf(index)?.setAttribute("tabindex", "0");
    current = index;
    const seat = seats[index];
    ring?.setAttribute("transform", `translate(${seat?.x ?? 0} ${seat?.y ?? 0})`);
  };
  return {
    index: () => current,
    stopAt,
    focus: (index) => {
      stopAt(index);
      cellOf(index)?.focus({ preventScroll: true });
    },
  };
};

/** The index of the seat that an element draws. */
export const seatOf = (target: EventTarget | null): number | undefined => {
  const index = target instanceof SVGElement ? target.dataset["seat"] : undefined;
  return index === undefined ? undefined : Number(index);
};
