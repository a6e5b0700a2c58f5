/** Inside a section: its seats, or how many places of a standing area; and the ways back and to the sections beside it. */
import { distance } from "#contract/drawing/geometry.ts";
import type { Point } from "#contract/drawing/plan.ts";
import { SectionMap } from "#web/booking/seats/map/section-map.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { nearestBy } from "#web/booking/seats/nearest.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { ChartSection, SectionSeats } from "#web/booking/seats/section-seats.ts";
import { WithSeats } from "#web/booking/seats/with-seats.tsx";
import { BackIcon, ForwardIcon } from "#web/shared/ui/action-icons.tsx";
import { later } from "#web/shared/ui/later.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import "#web/booking/seats/map/section.css";

const StandingPanel = later(async () => (await import("#web/booking/seats/standing/standing-panel.tsx")).StandingPanel);

interface SectionViewProps {
  readonly page: SeatsPage;
  readonly sectionId: string;
  /** Where the section was pressed, in units of the hall. */
  readonly at: Point | undefined;
  readonly onEnter: (sectionId: string) => void;
  readonly onLeave: () => void;
}

/** The seat that is nearest to a point of the hall, as the chart has it. */
const seatNear = ({ rows }: ChartSection, point: Point): number => {
  const places = rows.flatMap(({ blocks }) => blocks.flat()).map(({ x = 0, y = 0 }): Point => [x, y]);
  return nearestBy(places.keys(), (index) => distance(places[index] ?? point, point)) ?? 0;
};

const startOf = (page: SeatsPage, section: SectionSeats, at: Point | undefined): number => {
  const drawn = page.store.drawnIfRead(section.sectionId);
  return at === undefined || drawn === undefined ? section.focalSeat : seatNear(drawn, at);
};

export const SectionView = ({ page, sectionId, at, onEnter, onLeave }: SectionViewProps) => {
  const { t } = seatsText;
  const { sections } = page.chart;
  const index = sections.findIndex((section) => section.sectionId === sectionId);
  const summary = sections[index];
  if (summary === undefined) return null;
  const isStanding = summary.kind === "STANDING";
  const isOnly = sections.length === 1;
  const neighbour = (step: 1 | -1): void => {
    const next = sections[(index + step + sections.length) % sections.length];
    if (next !== undefined) onEnter(next.sectionId);
  };
  return (
    <div class="seats-inside">
      <div class="seats-inside-head">
        {isOnly ? null : (
          <button type="button" class="button button-secondary seats-back" onClick={onLeave}>
            <BackIcon />
            {t.backToHall}
          </button>
        )}
        <h2>{summary.label}</h2>
        {isStanding ? null : (
          <p class="seats-stage-way muted" aria-hidden="true">
            ↑ {t.stageThisWay}
          </p>
        )}
        {isOnly ? null : (
          <div class="seats-neighbours">
            <button type="button" aria-label={t.previousSection} onClick={() => neighbour(-1)}>
              <BackIcon />
            </button>
            <button type="button" aria-label={t.nextSection} onClick={() => neighbour(1)}>
              <ForwardIcon />
            </button>
          </div>
        )}
      </div>
      {isStanding ? (
        <StandingPanel page={page} section={summary} />
      ) : (
        <WithSeats
          page={page}
          sectionId={sectionId}
          loading={
            <div class="seats-frame">
              <Skeleton label={t.sectionLoading} lines={0} />
            </div>
          }
        >
          {(section) => (
            <SectionMap
              key={sectionId}
              page={page}
              section={section}
              start={startOf(page, section, at)}
              onLeave={onLeave}
              onNeighbour={neighbour}
            />
          )}
        </WithSeats>
      )}
    </div>
  );
};
