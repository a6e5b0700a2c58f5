/** The same seats as a list: section, row, seat. It can do what the map can do. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { CategorySwatch } from "#web/booking/seats/legend.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { appearanceOf } from "#web/booking/seats/seat-mark.tsx";
import { kindsOf, rowName } from "#web/booking/seats/seat-names.ts";
import { checkChoice, pressSeat, readSection, type SeatsPage, statusIn } from "#web/booking/seats/seats-page.ts";
import type { Chart, PlacedRow, PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";
import { StandingPanel } from "#web/booking/seats/standing-panel.tsx";
import { count, won } from "#web/shared/format/format.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

interface UnfoldingProps {
  readonly summary: ComponentChildren;
  readonly class: string;
  readonly onOpen?: () => void;
  /** Made when it is open: a hall has too many seats to make them all. */
  readonly content: () => ComponentChildren;
}

const Unfolding = ({ summary, class: className, onOpen, content }: UnfoldingProps) => {
  const isOpen = useSignal(false);
  return (
    <details
      class={className}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
        if (isOpen.peek()) onOpen?.();
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

const Section = ({ page, summary }: { readonly page: SeatsPage; readonly summary: Chart["sections"][number] }) => {
  const { t } = seatsText;
  const { sectionId, label, kind } = summary;
  const failure = useSignal<unknown>(undefined);
  const open = (): void => {
    failure.value = undefined;
    if (kind === "STANDING") return;
    page.inside.value = sectionId;
    void readSection(page, sectionId).then(
      () => checkChoice(page, sectionId),
      (error: unknown) => {
        failure.value = error;
      },
    );
  };
  const content = (): ComponentChildren => {
    if (kind === "STANDING") return <StandingPanel page={page} section={summary} />;
    if (failure.value !== undefined) return <ProblemNotice error={failure.value} retry={open} />;
    const section = page.store.seatsIfRead(sectionId);
    if (section === undefined || page.store.state(sectionId).value === "") {
      return <Skeleton label={t.sectionLoading} lines={3} />;
    }
    return section.rows.map((row) => <Row key={row.row} page={page} section={section} row={row} />);
  };
  const offer = page.offers.value.get(sectionId);
  const free = offer?.free ?? 0;
  return (
    <Unfolding
      class="seats-list-section"
      onOpen={open}
      summary={
        <>
          <span class="seats-list-name">{label}</span>
          <span class="figures muted">
            {free === 0 ? t.soldOut : t.left(count(free))}
            {offer?.fromPrice === undefined ? "" : ` · ${t.from(won(offer.fromPrice))}`}
          </span>
        </>
      }
      content={content}
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
