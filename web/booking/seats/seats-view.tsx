/** The seat page: best seats first, the map and the list beside them or behind tabs, and the tray at the foot. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { BestSeats } from "#web/booking/seats/best-seats.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { OwnHold } from "#web/booking/seats/own-hold.tsx";
import { RemarkPlace } from "#web/booking/seats/remark-place.tsx";
import { type SeatPolls, startPolls } from "#web/booking/seats/seat-polls.ts";
import { SeatTray } from "#web/booking/seats/seat-tray.tsx";
import type { SeatsPage, Tab } from "#web/booking/seats/seats-page.ts";
import { wokeUp } from "#web/shared/clock/clock.ts";
import { ListIcon, MapIcon, TicketIcon } from "#web/shared/ui/action-icons.tsx";
import { later } from "#web/shared/ui/later.tsx";

const SeatMap = later(async () => (await import("#web/booking/seats/seat-map.tsx")).SeatMap);
const SeatList = later(async () => (await import("#web/booking/seats/seat-list.tsx")).SeatList);
const loadRemark = async () => (await import("#web/booking/seats/remark.tsx")).RemarkBody;
const RemarkBody = later(loadRemark);

const ICONS = { best: TicketIcon, map: MapIcon, list: ListIcon };

const Tabs = ({ page }: { readonly page: SeatsPage }) => {
  const { t } = seatsText;
  const words: Readonly<Record<Tab, string>> = { best: t.tabBest, map: t.tabMap, list: t.tabList };
  return (
    <fieldset class="seats-tabs">
      <legend class="visually-hidden">{t.tabs}</legend>
      {(["best", "map", "list"] as const).map((tab) => {
        const TabIcon = ICONS[tab];
        return (
          <label key={tab} class={`seats-tab seats-tab-${tab}`}>
            <input
              type="radio"
              name="how"
              checked={page.tab.value === tab}
              onChange={() => {
                page.tab.value = tab;
              }}
            />
            <TabIcon />
            {words[tab]}
          </label>
        );
      })}
    </fieldset>
  );
};

/** Later than what is needed first. */
const REMARK_MS = 4000;

/** Places of a standing area are held without a tray. */
const isStandingShown = ({ chart, inside, tab, choice }: SeatsPage): boolean =>
  tab.value !== "list" &&
  choice.value.length === 0 &&
  chart.sections.find(({ sectionId }) => sectionId === inside.value)?.kind === "STANDING";

export const SeatsView = ({ page }: { readonly page: SeatsPage }) => {
  const root = useRef<HTMLDivElement>(null);
  const areDotsSeen = useSignal(false);
  useLayoutEffect(() => {
    for (const [at, { light, dark }] of [...page.looks.values()].entries()) {
      root.current?.style.setProperty(`--category-${at}`, `light-dark(${light}, ${dark})`);
    }
  }, [page]);
  useEffect(() => {
    const polls: SeatPolls = startPolls(page, () => areDotsSeen.peek());
    const wokenUp = wokeUp.subscribe(() => polls.now());
    // A choice from before a reload may have been taken meanwhile, and its names are in the chart.
    for (const { sectionId } of page.choice.peek()) page.store.seats(sectionId).catch(() => undefined);
    if (page.choice.peek().length > 0 && page.tab.peek() === "best") page.tab.value = "map";
    // What may have to be said must be there when the connection is not.
    const idle = setTimeout(() => void loadRemark().catch(() => undefined), REMARK_MS);
    return () => {
      clearTimeout(idle);
      polls.stop();
      wokenUp();
    };
  }, [page, areDotsSeen]);
  const tab = page.tab.value;
  const isWide = useWide();
  const shown = isWide && tab === "best" ? "map" : tab;
  return (
    <div class={`seats seats-show-${shown}${isWide ? "" : " seats-phone"}`} ref={root}>
      <OwnHold page={page} />
      <Tabs page={page} />
      <div class="seats-columns">
        {isWide || tab === "best" ? <BestSeats page={page} /> : null}
        {shown === "best" ? null : (
          <div class="seats-choose">
            {shown === "map" ? <SeatMap page={page} areDotsSeen={areDotsSeen} /> : <SeatList page={page} />}
          </div>
        )}
      </div>
      <div class="seats-foot">
        <RemarkPlace page={page} Body={RemarkBody} />
        {shown === "best" || isStandingShown(page) ? null : <SeatTray page={page} />}
      </div>
    </div>
  );
};

const wide = matchMedia("(min-width: 60rem)");

/** Whether there is room for the best seats and the map side by side. */
const useWide = (): boolean => {
  const isWide = useSignal(wide.matches);
  useEffect(() => {
    const follow = (): void => {
      isWide.value = wide.matches;
    };
    wide.addEventListener("change", follow);
    return () => wide.removeEventListener("change", follow);
  }, [isWide]);
  return isWide.value;
};
