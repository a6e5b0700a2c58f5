/** One seat on the map. It follows its own signals, so that a change of one seat draws one seat. */
import { useComputed } from "@preact/signals";
import { CHOSEN_PATH, TAKEN_PATHS } from "#web/booking/seats/category-look.ts";
import { type Appearance, appearanceOf, spokenSeat } from "#web/booking/seats/seat-names.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";

const pathOf = (page: SeatsPage, seat: PlacedSeat, appearance: Appearance): string => {
  if (appearance === "CHOSEN" || appearance === "MINE") return CHOSEN_PATH;
  return appearance === "FREE" ? (page.looks.get(seat.category)?.path ?? "") : TAKEN_PATHS[appearance];
};

interface SeatMarkProps {
  readonly page: SeatsPage;
  readonly section: SectionSeats;
  readonly seat: PlacedSeat;
  readonly isTabStop: boolean;
  /** The custom property with the colour of its category. */
  readonly colour: string;
}

export const SeatMark = ({ page, section, seat, isTabStop, colour }: SeatMarkProps) => {
  const appearance = useComputed(() => appearanceOf(page, section.sectionId, seat)).value;
  const isFree = appearance === "FREE";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a shape of a drawing can't be a cell of a table
    <path
      class={`seats-seat is-${appearance.toLowerCase()}${seat.unit?.seat === seat.index ? " is-accessible" : ""}`}
      role="gridcell"
      data-seat={seat.index}
      tabindex={isTabStop ? 0 : -1}
      d={pathOf(page, seat, appearance)}
      transform={`translate(${seat.x} ${seat.y})`}
      fill={isFree ? colour : undefined}
      aria-selected={appearance === "CHOSEN"}
      aria-disabled={isFree || appearance === "CHOSEN" ? undefined : true}
      aria-label={spokenSeat(page, section, seat, appearance)}
    />
  );
};
