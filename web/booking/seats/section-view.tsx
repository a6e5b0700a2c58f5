/** Inside a section: its seats, or how many places of a standing area; and the ways back and to the sections beside it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { distance } from "#contract/drawing/geometry.ts";
import type { Point } from "#contract/drawing/plan.ts";
import { checkChoice } from "#web/booking/seats/lost-seats.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { readSection, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { SectionMap } from "#web/booking/seats/section-map.tsx";
import type { ChartSection, SectionSeats } from "#web/booking/seats/section-seats.ts";
import { StandingPanel } from "#web/booking/seats/standing-panel.tsx";
import { BackIcon, ForwardIcon } from "#web/shared/ui/action-icons.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

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
  let nearest = 0;
  for (const [index, place] of places.entries()) {
    if (distance(place, point) < distance(places[nearest] ?? place, point)) nearest = index;
  }
  return nearest;
};

const startOf = (page: SeatsPage, section: SectionSeats, at: Point | undefined): number => {
  const drawn = page.store.drawnIfRead(section.sectionId);
  return at === undefined || drawn === undefined ? section.focalSeat : seatNear(drawn, at);
};

export const SectionView = ({ page, sectionId, at, onEnter, onLeave }: SectionViewProps) => {
  const { t } = seatsText;
  const loaded = useSignal<SectionSeats | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  const attempts = useSignal(0);
  const { sections } = page.chart;
  const summary = sections.find((section) => section.sectionId === sectionId);
  const standing = summary?.kind === "STANDING" ? summary : undefined;
  const isStanding = standing !== undefined;

  useEffect(() => {
    const leaving = new AbortController();
    const read = async (): Promise<void> => {
      loaded.value = undefined;
      failure.value = undefined;
      try {
        const section = await readSection(page, sectionId);
        if (leaving.signal.aborted) return;
        loaded.value = section;
        checkChoice(page, sectionId);
      } catch (error) {
        if (!leaving.signal.aborted) failure.value = error;
      }
    };
    if (!isStanding) void read();
    return () => leaving.abort();
  }, [sectionId, attempts.value]);

  const neighbour = (step: 1 | -1): void => {
    const index = sections.findIndex((section) => section.sectionId === sectionId);
    const next = sections[(index + step + sections.length) % sections.length];
    if (next !== undefined) onEnter(next.sectionId);
  };
  const section = loaded.value;
  return (
    <div class="seats-inside">
      <div class="seats-inside-head">
        {sections.length === 1 ? null : (
          <button type="button" class="button button-secondary seats-back" onClick={onLeave}>
            <BackIcon />
            {t.backToHall}
          </button>
        )}
        <h2>{summary?.label}</h2>
        {standing === undefined ? (
          <p class="seats-stage-way muted" aria-hidden="true">
            ↑ {t.stageThisWay}
          </p>
        ) : null}
        {sections.length === 1 ? null : (
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
      {standing === undefined ? null : <StandingPanel page={page} section={standing} />}
      {failure.value === undefined ? null : (
        <ProblemNotice
          error={failure.value}
          retry={() => {
            attempts.value += 1;
          }}
        />
      )}
      {section !== undefined && section.sectionId === sectionId ? (
        <SectionMap
          key={sectionId}
          page={page}
          section={section}
          start={startOf(page, section, at)}
          onLeave={onLeave}
          onNeighbour={neighbour}
        />
      ) : isStanding || failure.value !== undefined ? null : (
        <div class="seats-frame">
          <Skeleton label={t.sectionLoading} lines={0} />
        </div>
      )}
    </div>
  );
};
