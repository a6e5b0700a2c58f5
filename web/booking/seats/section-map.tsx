/** The seats of a section, to be chosen by finger, mouse or keyboard. To those who hear it, it is a grid. */
import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Point } from "#contract/drawing/plan.ts";
import { drawnLayer } from "#web/booking/seats/drawn-layer.ts";
import { seatAt } from "#web/booking/seats/hit-test.ts";
import { MapControls } from "#web/booking/seats/map-controls.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { boundsAround, type PanZoom, panZoom, type Scene } from "#web/booking/seats/pan-zoom.ts";
import { type RovingSeat, rovingSeat, seatOf } from "#web/booking/seats/roving-seat.ts";
import { nextSeat } from "#web/booking/seats/seat-grid.ts";
import { appearanceOf } from "#web/booking/seats/seat-mark.tsx";
import { fullName } from "#web/booking/seats/seat-names.ts";
import { pressSeat, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { SectionRows } from "#web/booking/seats/section-rows.tsx";
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

/** To those who hear the page, the drawing is a grid of seats. No element of HTML is both. */
const GRID = { role: "grid", "aria-multiselectable": true } as const;
const ROW_GROUP = { role: "rowgroup" } as const;

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

interface Drawn {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly svg: RefObject<SVGSVGElement | null>;
  readonly content: RefObject<SVGGElement | null>;
  readonly ring: RefObject<SVGCircleElement | null>;
}

interface Parts {
  readonly view: PanZoom;
  readonly roving: RovingSeat;
}

/** Sets the map up once for a section: what changes in it follows signals. */
const useMap = (
  { page, section, start }: SectionMapProps,
  { frame, svg, content, ring }: Drawn,
  pointed: Signal<number | undefined>,
): (() => Parts | undefined) => {
  const parts = useRef<Parts>(undefined);
  useEffect(() => {
    if (!frame.current || !svg.current || !content.current || !ring.current) return;
    const layer = drawnLayer(svg.current, content.current);
    const roving = rovingSeat(content.current, ring.current, section, start);
    const view = panZoom(frame.current, sceneOf(section, start), {
      onFrame: layer.follow,
      onSettle: layer.settle,
      onTap: (point, reach) => {
        const seat = seatAt(section.seats, point, Math.max(reach, REACH));
        if (seat === undefined) return;
        roving.stopAt(seat.index);
        pointed.value = seat.index;
        pressSeat(page, section, seat);
      },
      onHover: (point) => {
        pointed.value = point === undefined ? undefined : seatAt(section.seats, point, REACH)?.index;
      },
    });
    parts.current = { view, roving };
    roving.focus(start);
    pointed.value = undefined;
    return view.stop;
  }, [section]);
  return () => parts.current;
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

export const SectionMap = (props: SectionMapProps) => {
  const { page, section, start, onLeave, onNeighbour } = props;
  const { t } = seatsText;
  const drawn: Drawn = {
    frame: useRef<HTMLDivElement>(null),
    svg: useRef<SVGSVGElement>(null),
    content: useRef<SVGGElement>(null),
    ring: useRef<SVGCircleElement>(null),
  };
  const pointed = useSignal<number | undefined>(undefined);
  const parts = useMap(props, drawn, pointed);

  const pressAt = (index: number | undefined): void => {
    const seat = section.seats[index ?? -1];
    if (seat !== undefined) pressSeat(page, section, seat);
  };
  const move = (event: KeyboardEvent): boolean => {
    const { view, roving } = parts() ?? {};
    const next = nextSeat(section, roving?.index() ?? start, event);
    const seat = section.seats[next ?? -1];
    if (seat === undefined) return false;
    roving?.focus(seat.index);
    view?.show([seat.x, seat.y]);
    return true;
  };
  const leadOn = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (key === "Escape") onLeave();
    else if (shiftKey && key === "PageUp") onNeighbour(-1);
    else if (shiftKey && key === "PageDown") onNeighbour(1);
    else return false;
    return true;
  };
  const press = (event: KeyboardEvent): void => {
    const isPress = event.key === "Enter" || event.key === " ";
    if (isPress) pressAt(parts()?.roving.index());
    if (isPress || leadOn(event) || move(event)) event.preventDefault();
  };
  const focus = (event: FocusEvent): void => {
    const index = seatOf(event.target);
    if (index === undefined) return;
    parts()?.roving.stopAt(index);
    pointed.value = index;
  };
  return (
    <>
      <div class="seats-frame seats-frame-section" ref={drawn.frame}>
        <p id="seats-grid-hint" class="visually-hidden">
          {t.gridHint}
        </p>

        <svg
          class="seats-layer seats-drawn"
          ref={drawn.svg}
          {...GRID}
          aria-label={t.seatsOf(section.label)}
          aria-describedby="seats-grid-hint"
          onKeyDown={press}
          onClick={(event) => {
            // A press by other means than a pointer, such as a screen reader's.
            if (event.detail === 0) pressAt(seatOf(event.target));
          }}
          onFocusCapture={focus}
        >
          <g ref={drawn.content} {...ROW_GROUP}>
            <SectionRows page={page} section={section} start={start} />
            <circle ref={drawn.ring} class="seats-ring" r={0.64} />
          </g>
        </svg>
        <MapControls view={() => parts()?.view} />
      </div>
      <SeatInfo page={page} section={section} index={pointed} />
    </>
  );
};
