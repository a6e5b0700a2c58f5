/** The seats of a section, to be chosen by finger, mouse or keyboard. To those who hear it, it is a grid. */
import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Point } from "#contract/drawing/plan.ts";
import { seatAt } from "#web/booking/seats/map/hit-test.ts";
import { MapFrame, type Started } from "#web/booking/seats/map/map-frame.tsx";
import { boundsAround, type PanZoom, type Scene } from "#web/booking/seats/map/pan-zoom.ts";
import { type RovingSeat, rovingSeat, seatOf } from "#web/booking/seats/map/roving-seat.ts";
import { nextSeat } from "#web/booking/seats/map/seat-grid.ts";
import { SectionRows } from "#web/booking/seats/map/section-rows.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { appearanceOf, fullName } from "#web/booking/seats/seat-names.ts";
import { pressSeat, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { SectionSeats } from "#web/booking/seats/section-seats.ts";
import { won } from "#web/shared/format/format.ts";

interface SectionMapProps {
  readonly page: SeatsPage;
  readonly section: SectionSeats;
  /** The seat to look at first. */
  readonly start: number;
  readonly onLeave: () => void;
  readonly onNeighbour: (step: 1 | -1) => void;
}

/** A seat is at least this large on the screen, so that each can be hit (WCAG 2.2, 2.5.8). */
const SEAT_PX_MIN = 24;
const SEAT_PX_START = 30;
const SEAT_PX_MAX = 56;
/** Room for the names of rows. */
const ROOM = 2.5;
/** A press counts for the seat whose middle is nearest, up to this far away, in seat widths. */
const REACH = 0.55;

const sceneOf = ({ seats }: SectionSeats, start: number): Scene => {
  const seat = seats[start] ?? seats[0];
  return {
    bounds: boundsAround(
      seats.map(({ x, y }): Point => [x, y]),
      ROOM,
    ),
    scaleMin: SEAT_PX_MIN,
    scaleMax: SEAT_PX_MAX,
    start: { point: [seat?.x ?? 0, seat?.y ?? 0], scale: SEAT_PX_START },
  };
};

/** The name and price of the seat under the mouse or with the focus. */
const SeatInfo = ({
  page,
  section,
  index,
}: {
  readonly page: SeatsPage;
  readonly section: SectionSeats;
  readonly index: Signal<number | undefined>;
}) => {
  const { t } = seatsText;
  const seat = section.seats[index.value ?? -1];
  if (seat === undefined) return <p class="seats-info muted">{t.tapSeat}</p>;
  const appearance = appearanceOf(page, section.sectionId, seat);
  const label = page.looks.get(seat.category)?.label ?? seat.category;
  return (
    <p class="seats-info">
      <strong>{fullName(section, seat)}</strong> {label} · {won(page.prices.get(seat.category) ?? 0)}
      {appearance === "FREE" ? "" : ` · ${t.status[appearance]}`}
    </p>
  );
};

export const SectionMap = ({ page, section, start, onLeave, onNeighbour }: SectionMapProps) => {
  const { t } = seatsText;
  const view = useRef<PanZoom>(undefined);
  const ring = useRef<SVGCircleElement>(null);
  const roving = useRef<RovingSeat>(undefined);
  const pointed = useSignal<number | undefined>(undefined);

  const begin = (_frame: HTMLElement, content: SVGGElement): Started => {
    roving.current = rovingSeat(content, ring.current, section, start);
    roving.current.focus(start);
    pointed.value = undefined;
    return {
      scene: sceneOf(section, start),
      onTap: (point, reach) => {
        const seat = seatAt(section.seats, point, Math.max(reach, REACH));
        if (seat === undefined) return;
        lookAt(seat.index);
        pressSeat(page, section, seat);
      },
      onHover: (point) => {
        pointed.value = point === undefined ? undefined : seatAt(section.seats, point, REACH)?.index;
      },
    };
  };
  const lookAt = (index: number | undefined): void => {
    if (index === undefined) return;
    roving.current?.stopAt(index);
    pointed.value = index;
  };
  const pressAt = (index = -1): void => {
    const seat = section.seats[index];
    if (seat !== undefined) pressSeat(page, section, seat);
  };
  const move = (event: KeyboardEvent): boolean => {
    const next = nextSeat(section, roving.current?.index() ?? start, event);
    const seat = section.seats[next ?? -1];
    if (seat === undefined) return false;
    roving.current?.focus(seat.index);
    view.current?.show([seat.x, seat.y]);
    return true;
  };
  const leadOn = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (key === "Escape") onLeave();
    else if (shiftKey && key === "PageUp") onNeighbour(-1);
    else if (shiftKey && key === "PageDown") onNeighbour(1);
    else return false;
    return true;
  };
  const hearKey = (event: KeyboardEvent): void => {
    const isPress = event.key === "Enter" || event.key === " ";
    if (isPress) pressAt(roving.current?.index());
    if (isPress || leadOn(event) || move(event)) event.preventDefault();
  };
  return (
    <>
      <MapFrame
        name="section"
        role="grid"
        label={t.seatsOf(section.label)}
        hint={t.gridHint}
        view={view}
        start={begin}
        onKeyDown={hearKey}
        onPress={(target) => pressAt(seatOf(target))}
        onFocus={(target) => lookAt(seatOf(target))}
      >
        <SectionRows page={page} section={section} start={start} />
        <circle ref={ring} class="seats-ring" r={0.64} />
      </MapFrame>
      <SeatInfo page={page} section={section} index={pointed} />
    </>
  );
};
