/** The same seats as a list: section, row, seat. It can do what the map can do. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { CategorySwatch } from "#web/booking/seats/legend.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { appearanceOf, kindsOf, offerWords, rowName } from "#web/booking/seats/seat-names.ts";
import { pressSeat, type SeatsPage, statusIn } from "#web/booking/seats/seats-page.ts";
import type { Chart, PlacedRow, PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";
import { StandingPanel } from "#web/booking/seats/standing/standing-panel.tsx";
import { WithSeats } from "#web/booking/seats/with-seats.tsx";
import { count, won } from "#web/shared/format/format.ts";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import "#web/booking/seats/list/list.css";

interface UnfoldingProps {
  readonly summary: ComponentChildren;
  readonly class: string;
  /** Made when it is open: a hall has too many seats to make them all. */
  readonly content: () => ComponentChildren;
}

const Unfolding = ({ summary, class: className, content }: UnfoldingProps) => {
  const isOpen = useSignal(false);
  return (
    <details
      class={className}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{summary}</summary>
      {isOpen.value ? content() : null}
    </details>
  );
};

interface InSection {
  readonly page: SeatsPage;
  readonly section: SectionSeats;
}

/** What a sighted reader knows from where the seat is in the list, and from its sign. */
const Heard = ({ children }: { readonly children: string }) => <span class="visually-hidden">{children}</span>;

const rowNameOf = ({ rows }: SectionSeats, { row }: PlacedSeat): string => {
  const own = rows[row];
  return own === undefined ? "" : rowName(own);
};

const SeatButton = ({ page, section, seat }: InSection & { readonly seat: PlacedSeat }) => {
  const { t } = seatsText;
  const appearance = appearanceOf(page, section.sectionId, seat);
  const isFree = appearance === "FREE" || appearance === "CHOSEN";
  const price = won(page.prices.get(seat.category) ?? 0);
  return (
    <button
      type="button"
      class={`seats-list-seat is-${appearance.toLowerCase()}`}
      aria-pressed={appearance === "CHOSEN"}
      aria-disabled={isFree ? undefined : true}
      onClick={() => pressSeat(page, section, seat)}
    >
      <CategorySwatch page={page} category={seat.category} />
      <span>
        <Heard>{`${rowNameOf(section, seat)} `}</Heard>
        <strong>{seat.label}</strong>
        <Heard>{`, ${kindsOf(page, section, seat).join(", ")},`}</Heard>
        {isFree ? <span class="figures">{` ${price}`}</span> : <Heard>{` ${price}`}</Heard>}
        <Heard>,</Heard>
        {isFree ? <Heard>{` ${t.status[appearance]}`}</Heard> : <span>{` ${t.status[appearance]}`}</span>}
      </span>
    </button>
  );
};

const Row = ({ page, section, row }: InSection & { readonly row: PlacedRow }) => {
  const { t } = seatsText;
  const seats = section.seats.slice(row.from, row.to);
  const free = seats.filter((seat) => statusIn(page, section.sectionId, seat) === "FREE").length;
  return (
    <Unfolding
      class="seats-list-row"
      summary={t.rowLeft(rowName(row), free === 0 ? t.noneInRow : t.left(count(free)))}
      content={() => (
        <div class="seats-list-seats">
          {seats.map((seat) => (
            <SeatButton key={seat.seatId} page={page} section={section} seat={seat} />
          ))}
        </div>
      )}
    />
  );
};

const Rows = ({ page, section }: InSection) => {
  // The states of the section that was opened last are kept up to date.
  useEffect(() => {
    page.inside.value = section.sectionId;
  }, [page, section]);
  return section.rows.map((row) => <Row key={row.row} page={page} section={section} row={row} />);
};

const Section = ({ page, summary }: { readonly page: SeatsPage; readonly summary: Chart["sections"][number] }) => {
  const { t } = seatsText;
  const { sectionId, label, kind } = summary;
  return (
    <Unfolding
      class="seats-list-section"
      summary={
        <>
          <span class="seats-list-name">{label}</span>
          <span class="figures muted">{offerWords(page, sectionId).join(" · ")}</span>
        </>
      }
      content={() =>
        kind === "STANDING" ? (
          <StandingPanel page={page} section={summary} />
        ) : (
          <WithSeats page={page} sectionId={sectionId} loading={<Skeleton label={t.sectionLoading} lines={3} />}>
            {(section) => <Rows page={page} section={section} />}
          </WithSeats>
        )
      }
    />
  );
};

export const SeatList = ({ page }: { readonly page: SeatsPage }) => (
  <div class="seats-list">
    <p class="muted">{seatsText.t.listHint}</p>
    {page.chart.sections.map((section) => (
      <Section key={section.sectionId} page={page} summary={section} />
    ))}
  </div>
);
