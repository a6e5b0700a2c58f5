/** The seats of a section, to be chosen by finger, mouse or keyboard. To those who hear it, it is a grid of rows. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Point } from "#contract/drawing/plan.ts";
import { drawnLayer } from "#web/booking/seats/drawn-layer.ts";
import { pointsOf } from "#web/booking/seats/hall-shapes.tsx";
import { seatAt } from "#web/booking/seats/hit-test.ts";
import { MapControls } from "#web/booking/seats/map-controls.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { boundsAround, type PanZoom, panZoom, type Scene } from "#web/booking/seats/pan-zoom.ts";
import { nextSeat } from "#web/booking/seats/seat-grid.ts";
import { appearanceOf, SeatMark } from "#web/booking/seats/seat-mark.tsx";
import { fullName, rowName } from "#web/booking/seats/seat-names.ts";
import { pressSeat, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { PlacedRow, SectionSeats } from "#web/booking/seats/section-seats.ts";
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
/** Rows that are put on the page in one frame: a large section must not stop the page. */
const SEATS_PER_FRAME = 250;

const sceneOf = (section: SectionSeats, start: number): Scene => {
  const seat = section.seats[start] ?? section.seats[0];
  const points = section.seats.map(({ x, y }): Point => [x, y]);
  return {
    bounds: boundsAround(points, ROOM),
    scaleMin: SEAT_PX_MIN,
    scaleMax: SEAT_PX_MAX,
    start: { point: [seat?.x ?? 0, seat?.y ?? 0], scale: SEAT_PX_START },
  };
};

const RowNames = ({ section, row }: { readonly section: SectionSeats; readonly row: PlacedRow }) => {
  const [first, last] = [section.seats[row.from], section.seats[row.to - 1]];
  if (first === undefined || last === undefined || row.isTable) return null;
  const name = row.label.replace(/열$/, "");
  return (
    <g class="seats-row-name" aria-hidden="true">
      <text x={first.x - 1.1} y={first.y + 0.2}>
        {name}
      </text>
      <text x={last.x + 1.1} y={last.y + 0.2}>
        {name}
      </text>
    </g>
  );
};

/** Grows frame by frame up to all rows. */
const useRowsShown = (section: SectionSeats): number => {
  const firstRows = section.rows.findIndex(({ to }) => to >= SEATS_PER_FRAME) + 1;
  const shown = useSignal(firstRows === 0 ? section.rows.length : firstRows);
  useEffect(() => {
    let frame = 0;
    const more = (): void => {
      const done = section.rows[shown.peek() - 1]?.to ?? section.seats.length;
      const next = section.rows.findIndex(({ to }) => to >= done + SEATS_PER_FRAME) + 1;
      shown.value = next === 0 ? section.rows.length : next;
      if (next !== 0) frame = requestAnimationFrame(more);
    };
    if (shown.peek() < section.rows.length) frame = requestAnimationFrame(more);
    return () => cancelAnimationFrame(frame);
  }, [section, shown]);
  return shown.value;
};

/** The name and price of the seat under the mouse or with the focus. */
const SeatInfo = ({
  page,
  section,
  index,
}: {
  readonly page: SeatsPage;
  readonly section: SectionSeats;
  readonly index: number | undefined;
}) => {
  const { t } = seatsText;
  const seat = section.seats[index ?? -1];
  if (seat === undefined) return <p class="seats-info muted">{t.tapSeat}</p>;
  const appearance = appearanceOf(page, section.sectionId, seat);
  const label = page.looks.get(seat.category)?.label ?? seat.category;
  return (
    <p class="seats-info" aria-hidden="true">
      <strong>{fullName(section, seat)}</strong> {label} · {won(page.prices.get(seat.category) ?? 0)}
      {appearance === "FREE" ? "" : ` · ${t.status[appearance]}`}
    </p>
  );
};

export const SectionMap = ({ page, section, start, onLeave, onNeighbour }: SectionMapProps) => {
  const { t } = seatsText;
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const content = useRef<SVGGElement>(null);
  const ring = useRef<SVGCircleElement>(null);
  const view = useRef<PanZoom>(undefined);
  const current = useRef(start);
  const pointed = useSignal<number | undefined>(undefined);
  const rows = useRowsShown(section);
  const colours = new Map([...page.looks.keys()].map((category, at) => [category, `var(--category-${at})`]));

  const cellOf = (index: number): SVGPathElement | null =>
    content.current?.querySelector<SVGPathElement>(`[data-seat="${index}"]`) ?? null;
  /** Makes a seat the tab stop; the grid has one. */
  const stopAt = (index: number): void => {
    cellOf(current.current)?.setAttribute("tabindex", "-1");
    cellOf(index)?.setAttribute("tabindex", "0");
    current.current = index;
    pointed.value = index;
    const seat = section.seats[index];
    ring.current?.setAttribute("transform", `translate(${seat?.x ?? 0} ${seat?.y ?? 0})`);
  };
  useEffect(() => {
    if (frame.current === null || svg.current === null || content.current === null) return;
    const layer = drawnLayer(svg.current, content.current);
    view.current = panZoom(frame.current, sceneOf(section, start), {
      onFrame: layer.follow,
      onSettle: layer.settle,
      onTap: (point, reach) => {
        const seat = seatAt(section.seats, point, Math.max(reach, 0.55));
        if (seat === undefined) return;
        stopAt(seat.index);
        pressSeat(page, section, seat);
      },
      onHover: (point) => {
        pointed.value = point === undefined ? undefined : seatAt(section.seats, point, 0.5)?.index;
      },
    });
    stopAt(start);
    pointed.value = undefined;
    cellOf(start)?.focus({ preventScroll: true });
    return () => view.current?.stop();
    // The map is set up once for a section: what changes in it follows signals.
  }, [section]);

  const press = (event: KeyboardEvent): void => {
    const seat = section.seats[current.current];
    if (event.key === "Escape") onLeave();
    else if (event.shiftKey && (event.key === "PageUp" || event.key === "PageDown")) {
      onNeighbour(event.key === "PageUp" ? -1 : 1);
    } else if (event.key === "Enter" || event.key === " ") {
      if (seat !== undefined) pressSeat(page, section, seat);
    } else {
      const next = nextSeat(section, current.current, event);
      if (next === undefined) return;
      stopAt(next);
      cellOf(next)?.focus({ preventScroll: true });
      const to = section.seats[next];
      if (to !== undefined) view.current?.show([to.x, to.y]);
    }
    event.preventDefault();
  };
  /** A press by other means than a pointer, such as a screen reader's. */
  const click = (event: MouseEvent): void => {
    if (event.detail !== 0 || !(event.target instanceof SVGElement)) return;
    const seat = section.seats[Number(event.target.dataset["seat"] ?? -1)];
    if (seat !== undefined) pressSeat(page, section, seat);
  };
  const focus = (event: FocusEvent): void => {
    if (!(event.target instanceof SVGElement) || event.target.dataset["seat"] === undefined) return;
    stopAt(Number(event.target.dataset["seat"]));
  };
  return (
    <>
      <div class="seats-frame seats-frame-section" ref={frame}>
        <p id="seats-grid-hint" class="visually-hidden">
          {t.gridHint}
        </p>
        <svg
          class="seats-layer seats-drawn"
          ref={svg}
          role="grid"
          aria-label={t.seatsOf(section.label)}
          aria-describedby="seats-grid-hint"
          aria-multiselectable="true"
          aria-rowcount={section.rows.length}
          onKeyDown={press}
          onClick={click}
          onFocusCapture={focus}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: groups of a drawing can't be parts of a table */}
          <g ref={content} role="rowgroup">
            <polygon class="seats-floor-shape" points={pointsOf(section.outline)} aria-hidden="true" />
            {section.tables.map(({ x, y, radius }) => (
              <circle key={`${x} ${y}`} class="seats-table" cx={x} cy={y} r={radius} aria-hidden="true" />
            ))}
            {section.rows.slice(0, rows).map((row, at) => (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <g key={row.row} role="row" aria-label={rowName(row)} aria-rowindex={at + 1}>
                <RowNames section={section} row={row} />
                {section.seats.slice(row.from, row.to).map((seat) => (
                  <SeatMark
                    key={seat.index}
                    page={page}
                    section={section}
                    seat={seat}
                    isTabStop={seat.index === start}
                    colour={colours.get(seat.category) ?? "currentColor"}
                  />
                ))}
              </g>
            ))}
            <circle ref={ring} class="seats-ring" r={0.64} aria-hidden="true" />
          </g>
        </svg>
        <p class="seats-stage-way" aria-hidden="true">
          ↑ {t.stageThisWay}
        </p>
        <MapControls view={() => view.current} />
      </div>
      <SeatInfo page={page} section={section} index={pointed.value} />
    </>
  );
};
