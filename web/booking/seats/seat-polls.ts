/** Asks again for what may have changed, as long as somebody looks at the page. */

import { checkChoice } from "#web/booking/seats/lost-seats.ts";
import { changedSections } from "#web/booking/seats/offers.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import { call } from "#web/shared/api/client.ts";

/** What is left is at most two seconds old at the service, and kept at the edge for as long. */
const AVAILABILITY_MS = 4000;
const SECTION_MS = 3000;
/** A hall's states in one go are large, so they are read less often, and only while their dots are seen. */
const HALL_MS = 12_000;

export interface SeatPolls {
  /** Reads at once, as after waking up. */
  readonly now: () => void;
  readonly stop: () => void;
}

/** Repeats the work, never twice at once, and not while the page is hidden. Failures wait for the next turn. */
const repeatedly = (everyMs: number, work: () => Promise<void>): SeatPolls => {
  const stopping = new AbortController();
  let isRunning = false;
  const run = async (): Promise<void> => {
    if (isRunning || document.hidden || stopping.signal.aborted) return;
    isRunning = true;
    await work().catch(() => undefined);
    isRunning = false;
  };
  const timer = setInterval(() => void run(), everyMs);
  return {
    now: () => void run(),
    stop: () => {
      stopping.abort();
      clearInterval(timer);
    },
  };
};

const readAvailability = async (page: SeatsPage): Promise<readonly string[]> => {
  const { body } = await call("readAvailability", { params: { performanceId: page.performance.performanceId } });
  const changed = changedSections(page.availability.peek(), body);
  if (changed.length > 0) page.availability.value = body;
  return changed;
};

/** The sections that the buyer looks at, and those of the choice. */
const sectionsAtStake = (page: SeatsPage): readonly string[] => {
  const inside = page.inside.peek();
  return [...new Set([...(inside === undefined ? [] : [inside]), ...page.choice.peek().map((seat) => seat.sectionId)])];
};

/** @param areDotsSeen whether the dots of the whole hall are on the screen */
export const startPolls = (page: SeatsPage, areDotsSeen: () => boolean): SeatPolls => {
  let isHallStale = false;
  const polls = [
    repeatedly(AVAILABILITY_MS, async () => {
      if ((await readAvailability(page)).length > 0) isHallStale = true;
    }),
    repeatedly(SECTION_MS, async () => {
      const sections = sectionsAtStake(page);
      await Promise.all(sections.map((id) => page.store.refresh(id)));
      for (const id of sections) checkChoice(page, id);
    }),
    repeatedly(HALL_MS, async () => {
      if (!isHallStale || !areDotsSeen()) return;
      isHallStale = false;
      await page.store.refresh();
    }),
  ];
  return {
    now: () => {
      for (const poll of polls) poll.now();
    },
    stop: () => {
      for (const poll of polls) poll.stop();
    },
  };
};
