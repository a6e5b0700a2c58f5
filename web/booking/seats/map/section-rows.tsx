/** The rows of a section in SVG, with the names of rows and the tables. To those who hear it, they are rows of a grid. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { SeatMark } from "#web/booking/seats/map/seat-mark.tsx";
import { rowName } from "#web/booking/seats/seat-names.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { PlacedRow, SectionSeats } from "#web/booking/seats/section-seats.ts";

interface SectionRowsProps {
  readonly page: SeatsPage;
  readonly section: SectionSeats;
  /** The seat that is the tab stop at first. */
  readonly start: number;
}

/** Seats that are put on the page in one frame: a large section must not stop the page. */
const SEATS_PER_FRAME = 250;
/** From the end of a row to its name, in seat widths. */
const NAME_AWAY = 1.1;

/** What is seen only: a row has its name as a label. */
const SEEN_ONLY = { "aria-hidden": "true" } as const;

const RowNames = ({ section, row }: { readonly section: SectionSeats; readonly row: PlacedRow }) => {
  const [first, last] = [section.seats[row.from], section.seats[row.to - 1]];
  if (first === undefined || last === undefined || row.isTable) return null;
  // The names of rows are short on the drawing: "3열" is 3.
  const name = row.label.replace(/열$/, "");
  return (
    <g class="seats-row-name" {...SEEN_ONLY}>
      <text x={first.x - NAME_AWAY} y={first.y + 0.2}>
        {name}
      </text>
      <text x={last.x + NAME_AWAY} y={last.y + 0.2}>
        {name}
      </text>
    </g>
  );
};

/** How many rows there are after this one has been added, with the seats of one more frame. */
const nextRows = ({ rows, seats }: SectionSeats, shown: number): number => {
  const done = shown === 0 ? 0 : (rows[shown - 1]?.to ?? seats.length);
  const next = rows.findIndex(({ to }) => to >= done + SEATS_PER_FRAME);
  return next === -1 ? rows.length : next + 1;
};

/** Grows frame by frame up to all rows. */
const useRowsShown = (section: SectionSeats): number => {
  const shown = useSignal(nextRows(section, 0));
  useEffect(() => {
    let frame = 0;
    const more = (): void => {
      shown.value = nextRows(section, shown.peek());
      if (shown.peek() < section.rows.length) frame = requestAnimationFrame(more);
    };
    if (shown.peek() < section.rows.length) frame = requestAnimationFrame(more);
    return () => cancelAnimationFrame(frame);
  }, [section, shown]);
  return shown.value;
};

export const SectionRows = ({ page, section, start }: SectionRowsProps) => {
  const shown = useRowsShown(section);
  const colours = useMemo(
    () => new Map([...page.looks.keys()].map((category, at) => [category, `var(--category-${at})`])),
    [page],
  );
  return (
    <>
      {section.tables.map(({ x, y, radius }) => (
        <circle key={`${x} ${y}`} class="seats-table" cx={x} cy={y} r={radius} />
      ))}
      {section.rows.slice(0, shown).map((row, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of a drawing can't be a row of a table
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
    </>
  );
};
