/** The use case of finding what lost messages have left undone in the sections on sale. */
import { listOpenConcerts, listPerformances } from "#functions/catalog/catalog-store.ts";
import { isOnSale } from "#functions/catalog/rules/performance.ts";
import { findSections } from "#functions/charts/chart-store.ts";
import { sendHoldExpiry } from "#functions/reservations/hold-expiry-messages.ts";
import { nextPortion, type Portion } from "#functions/reservations/rules/round.ts";
import {
  type Availability,
  countOf,
  holdsThatEndBy,
  isCountOf,
  type SeatHold,
} from "#functions/seats/rules/seat-occupancy.ts";
import { readAvailability, readRecentOccupancy, recountSection } from "#functions/seats/seat-store.ts";
import { readSweepPosition, saveSweepPosition } from "#functions/seats/sweep-position-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { collectFailures, type Failures, type SweepOptions } from "#functions/shared/sweep.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import { pause } from "#functions/shared/time-limit.ts";

/** Sections for a run: five halls of 90, with 1,000 seats each about 10,000 read units. The next run goes on. */
const SECTIONS_MAX = 450;
/** Reminders for a run. Their holds end, so that the next run finds the others. */
const HOLDS_MAX = 5000;
const PARALLEL = 10;

/** A reminder comes within seconds of the end of its hold. */
const OVERDUE_SECONDS = 120;
/** A hold may end after its sale. */
const CLOSED_SECONDS = 3600;
/** A recount that is on its way comes within two seconds. */
const SETTLE_MS = 5000;

export interface SectionsSwept {
  /** Sections that were looked into. */
  readonly sections: number;
  /** Sections whose counts were wrong, with no recount on its way. */
  readonly recounts: number;
  /** Holds that are reminded of. */
  readonly holds: number;
}

interface SectionName {
  readonly performanceId: string;
  readonly sectionId: string;
}

const keyOf = ({ performanceId, sectionId }: SectionName): string => `${performanceId}#${sectionId}`;

/** A section whose counts are not what a recount says, and the version of these counts. */
type WrongSection = SectionName & { readonly version: number | undefined };

interface Findings {
  readonly wrong: readonly WrongSection[];
  readonly holds: readonly SeatHold[];
}

/**
 * Looks into the sections on sale. Recounts those whose counts have been wrong for some seconds (S6), and sends the
 * reminder again of holds that are long past their end, which their seats name. Doing either once more than needed does no
 * harm.
 * @throws AggregateError at the end if any part has failed
 */
export const sweepSections = async (
  { everyMessageLost }: SweepOptions,
  settleMs = SETTLE_MS,
): Promise<SectionsSwept> => {
  const failures = collectFailures();
  const now = systemClock();
  const all = await sectionsOnSale(now, failures);
  const { items: sections, after } = await portionOf(all, failures);

  const endBy = everyMessageLost ? Number.POSITIVE_INFINITY : now - OVERDUE_SECONDS;
  const found = await lookInto(sections, { now, endBy }, failures);
  const holds = await remindOf(found.holds, now, failures);
  const recounts = await recountWrong(found.wrong, settleMs, failures);
  if (all.length > SECTIONS_MAX) await saveSweepPosition(after).catch(failures.note);

  writeMetrics({ SectionsRecounted: recounts, HoldsFollowedUp: holds });
  failures.throwIfAny("The sweep of sections is not complete.");
  return { sections: sections.length, recounts, holds };
};

/** The sections of the performances that are on sale, or were until a short time ago. */
const sectionsOnSale = async (now: Seconds, failures: Failures): Promise<readonly SectionName[]> => {
  const times = [now, now - CLOSED_SECONDS];
  const concertIds = new Set((await Promise.all(times.map(listOpenConcerts))).flat());
  const sections: SectionName[] = [];
  const addSectionsOf = async (concertId: string): Promise<void> => {
    const dates = await listPerformances(concertId);
    for (const { performanceId, chartId } of dates.filter((date) => times.some((time) => isOnSale(date, time)))) {
      const ofChart = (await findSections(chartId)) ?? [];
      sections.push(...ofChart.map(({ sectionId }) => ({ performanceId, sectionId })));
    }
  };
  await forEachLimit([...concertIds], PARALLEL, addSectionsOf, failures.note);
  return sections;
};

/** As long as one run can take on all sections, there is no position to keep. */
const portionOf = async (all: readonly SectionName[], failures: Failures): Promise<Portion<SectionName>> => {
  if (all.length <= SECTIONS_MAX) return { items: all, after: "" };
  const after = await readSweepPosition().catch((error: unknown) => {
    failures.note(error);
    return "";
  });
  return nextPortion(all, keyOf, { after, itemsMax: SECTIONS_MAX });
};

type Counts = ReadonlyMap<string, Availability | "damaged">;

const lookInto = async (
  sections: readonly SectionName[],
  { now, endBy }: { readonly now: Seconds; readonly endBy: Seconds },
  failures: Failures,
): Promise<Findings> => {
  const counts = await readCounts(sections, failures);
  const wrong: WrongSection[] = [];
  const holds = new Map<string, SeatHold>();
  const look = async (section: SectionName): Promise<void> => {
    const seats = await readRecentOccupancy(section.performanceId, section.sectionId);
    for (const hold of holdsThatEndBy(seats, endBy)) holds.set(hold.reservationId, hold);
    const ofPerformance = counts.get(section.performanceId);
    if (ofPerformance === undefined) return;
    const stored = ofPerformance.get(section.sectionId);
    const isRight = stored !== "damaged" && isCountOf(stored, countOf(seats, now));
    if (!isRight) wrong.push({ ...section, version: versionOf(stored) });
  };
  await forEachLimit(sections, PARALLEL, look, failures.note);
  return { wrong, holds: [...holds.values()] };
};

/** The stored counts, by performance; those that can't be read are missing. */
const readCounts = async (
  sections: readonly SectionName[],
  failures: Failures,
): Promise<ReadonlyMap<string, Counts>> => {
  const counts = new Map<string, Counts>();
  const read = async (performanceId: string): Promise<void> => {
    counts.set(performanceId, await readAvailability(performanceId));
  };
  const performanceIds = new Set(sections.map(({ performanceId }) => performanceId));
  await forEachLimit([...performanceIds], PARALLEL, read, failures.note);
  return counts;
};

const versionOf = (stored: Availability | "damaged" | undefined): number | undefined =>
  stored === "damaged" ? undefined : stored?.version;

const remindOf = async (holds: readonly SeatHold[], now: Seconds, failures: Failures): Promise<number> => {
  const reminded = holds.slice(0, HOLDS_MAX);
  if (reminded.length < holds.length) log.warn("more holds to follow up", { holds: holds.length });
  const failed = await forEachLimit(reminded, PARALLEL, (hold) => sendHoldExpiry(hold, now), failures.note);
  return reminded.length - failed.length;
};

/** Recounts the sections whose counts nobody has replaced in the meantime: no recount was on its way. */
const recountWrong = async (wrong: readonly WrongSection[], settleMs: number, failures: Failures): Promise<number> => {
  if (wrong.length === 0) return 0;
  await pause(settleMs);
  const counts = await readCounts(wrong, failures);
  const unchanged = wrong.filter(
    ({ performanceId, sectionId, version }) => versionOf(counts.get(performanceId)?.get(sectionId)) === version,
  );
  const recount = ({ performanceId, sectionId }: SectionName): Promise<void> =>
    recountSection(performanceId, sectionId, systemClock());
  const failed = await forEachLimit(unchanged, PARALLEL, recount, failures.note);
  return unchanged.length - failed.length;
};
