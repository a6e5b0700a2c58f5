/** The map: the hall, and the section that somebody has gone into. */
import type { Signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Point } from "#contract/drawing/plan.ts";
import { Legend } from "#web/booking/seats/legend.tsx";
import { HallMap } from "#web/booking/seats/map/hall-map.tsx";
import { SectionView } from "#web/booking/seats/map/section-view.tsx";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import "#web/booking/seats/map/map.css";

interface Entered {
  readonly sectionId: string;
  readonly at: Point | undefined;
}

/** The section in the state of the history: the browser's way back leads from a section to the hall. */
const enteredInHistory = (): string | undefined => {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "section" in state && typeof state.section === "string"
    ? state.section
    : undefined;
};

interface MapProps {
  readonly page: SeatsPage;
  readonly areDotsSeen: Signal<boolean>;
}

/** The section to be in: the only one, else that of the history, as after a reload. */
const placeOf = ({ chart: { sections } }: SeatsPage): string | undefined => {
  const [only] = sections;
  if (sections.length === 1) return only?.sectionId;
  const entered = enteredInHistory();
  return sections.find(({ sectionId }) => sectionId === entered)?.sectionId;
};

const Place = ({ page, areDotsSeen }: MapProps) => {
  const { sections } = page.chart;
  const lastAt = useRef<Point>(undefined);
  const cameFrom = useRef<string>(undefined);
  const inside = page.inside.value;
  const enter = ({ sectionId, at }: Entered): void => {
    lastAt.current = at;
    cameFrom.current = sectionId;
    // From section to section, the way back still leads to the hall.
    if (enteredInHistory() === undefined) history.pushState({ section: sectionId }, "");
    else history.replaceState({ section: sectionId }, "");
    page.inside.value = sectionId;
    page.remark.value = undefined;
  };
  const leave = (): void => {
    if (sections.length === 1) return;
    if (enteredInHistory() === undefined) page.inside.value = undefined;
    else history.back();
  };
  useEffect(() => {
    const follow = (): void => {
      page.inside.value = placeOf(page);
    };
    page.inside.value ??= placeOf(page);
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, [page]);
  if (inside === undefined) {
    return (
      <HallMap
        page={page}
        areDotsSeen={areDotsSeen}
        onEnter={(sectionId, at) => enter({ sectionId, at })}
        cameFrom={cameFrom.current}
      />
    );
  }
  return (
    <SectionView
      page={page}
      sectionId={inside}
      at={lastAt.current}
      onEnter={(sectionId) => enter({ sectionId, at: undefined })}
      onLeave={leave}
    />
  );
};

export const SeatMap = (props: MapProps) => {
  const place = useRef<HTMLDivElement>(null);
  // The map needs the height of a phone: what is above it makes way.
  useLayoutEffect(() => {
    const { current } = place;
    if (current !== null && current.getBoundingClientRect().bottom > innerHeight) {
      current.closest(".seats-phone")?.scrollIntoView({ block: "start" });
    }
  }, []);
  return (
    <div ref={place}>
      <Place {...props} />
      <Legend page={props.page} />
    </div>
  );
};
