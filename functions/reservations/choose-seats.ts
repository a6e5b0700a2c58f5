/** Chooses the seats of a hold: those of the user's own choice, by the rules of the performance, or the best available. */

import type { Performance } from "#functions/catalog/rules/performance.ts";
import { firstPriceOf } from "#functions/catalog/rules/prices.ts";
import { enterContest } from "#functions/contests/contest-store.ts";
import { readSeatChanges } from "#functions/queue/place-store.ts";
import { doubtfulSections } from "#functions/reservations/rules/doubtful-sections.ts";
import type { Warning } from "#functions/reservations/rules/reservation.ts";
import { type KeptBack, refusedAsKeptBack } from "#functions/reservations/seating/accessible-units.ts";
import { nextBest } from "#functions/reservations/seating/next-best.ts";
import { avoidableOrphans } from "#functions/reservations/seating/orphan-rule.ts";
import { chosenStandingPlaces } from "#functions/reservations/seating/standing.ts";
import { sectionsBeside } from "#functions/reservations/seating/stretch.ts";
import { lackingTheirTable } from "#functions/reservations/seating/tables.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { findSeat, type Seat, type Section, sectionOf, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";
import { type Availability, isOccupied } from "#functions/seats/rules/seat-occupancy.ts";
import { isTakenIn } from "#functions/seats/rules/section-state.ts";
import { readOccupancy, watchSections } from "#functions/seats/seat-store.ts";
import type { StoredProblem } from "#functions/shared/idempotency.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** What a user asks for: certain seats, or the best of some kind. */
export type Wish =
  | { readonly seatIds: readonly string[]; readonly accessible: boolean }
  | { readonly bestAvailable: BestAvailable };

/** The user who asks, and when. */
export interface Caller {
  readonly userId: string;
  readonly now: Seconds;
}

export type SeatChoice =
  | { readonly seats: readonly Seat[]; readonly warnings: readonly Warning[] }
  | { readonly refusal: StoredProblem };

/**
 * The seats to hold, or the reason for a refusal. The best available differ from try to try; certain seats that are lost
 * to somebody else are refused.
 * @throws Problem SEAT_NOT_FOUND or SECTION_NOT_FOUND
 */
export const chooseSeats = async (
  performance: Performance,
  wish: Wish,
  caller: Caller,
  lost: ReadonlySet<string>,
): Promise<SeatChoice> => {
  if ("bestAvailable" in wish) return await bestChoice(performance, wish.bestAvailable, caller, lost);
  const choice: SeatChoice =
    lost.size > 0
      ? { refusal: { code: "SEAT_TAKEN", evidence: { seatIds: [...lost] } } }
      : await ownChoice(performance, wish, caller.now);
  return "refusal" in choice ? { refusal: labelled(performance, choice.refusal) } : choice;
};

/** A refusal that names its seats as they are printed, too. */
const labelled = (performance: Performance, { code, evidence }: StoredProblem): StoredProblem => {
  const named = [evidence["seatIds"], evidence["instead"]].filter(Array.isArray).flat() as readonly string[];
  const labels = Object.fromEntries(
    knownSeats(performance, [...new Set(named)]).map((seat) => [seat.seatId, seat.label]),
  );
  return { code, evidence: { ...evidence, labels } };
};

/** The seats with these ids. @throws Problem SEAT_NOT_FOUND */
const knownSeats = (performance: Performance, seatIds: readonly string[]): readonly Seat[] => {
  const sections = new Map(performance.sections.map((section) => [section.sectionId, section]));
  const found = seatIds.map((seatId) => {
    const section = sections.get(sectionOf(seatId));
    return { seatId, seat: section && findSeat(section, seatId) };
  });
  const unknown = found.filter(({ seat }) => seat === undefined).map(({ seatId }) => seatId);
  if (unknown.length > 0) throw new Problem("SEAT_NOT_FOUND", { seatIds: unknown });
  return found.flatMap(({ seat }) => seat ?? []);
};

const ownChoice = async (
  performance: Performance,
  { seatIds, accessible }: { readonly seatIds: readonly string[]; readonly accessible: boolean },
  now: Seconds,
): Promise<SeatChoice> => {
  const seats = knownSeats(performance, seatIds);
  const touched = performance.sections.filter(({ sectionId }) => seats.some((seat) => seat.section === sectionId));
  const standing = chosenStandingPlaces(touched, seatIds);
  if (standing.length > 0) return { refusal: { code: "STANDING_BY_QUANTITY", evidence: { seatIds: standing } } };
  const split = lackingTheirTable(touched, seatIds);
  if (split.length > 0) return { refusal: { code: "TABLE_SOLD_WHOLE", evidence: { seatIds: split } } };
  const keptBack: KeptBack = { now, keptBackUntil: performance.accessibleUntil };
  const refused = touched.flatMap((section) => refusedAsKeptBack(section, seatIds, { accessible, ...keptBack }));
  if (refused.length > 0) {
    const evidence = { seatIds: refused, accessibleUntil: isoTime(performance.accessibleUntil) };
    return { refusal: { code: "SEATS_KEPT_BACK", evidence } };
  }
  if (performance.orphanRule === "OFF") return { seats, warnings: [] };

  const seen = sectionsBeside(performance.sections, touched);
  const orphansAmong = (takenIn: TakenIn) => avoidableOrphans(seen, takenIn, keptBack, seatIds);
  const found = orphansAmong(takenBy(await watchStates(performance, seen)));
  if (found === undefined) return { seats, warnings: [] };
  if (performance.orphanRule === "WARN") return { seats, warnings: [warningOf(found)] };

  // What was seen may be a moment old, so it is read again: that must not refuse anybody, or suggest seats taken by now.
  const takenIn = takenBy(NO_STATES, await readAsTheyAre(performance, seen, now));
  const isLost = touched.some((section) =>
    seats.some((seat) => seat.section === section.sectionId && takenIn(section).has(seat.index)),
  );
  const orphans = isLost ? undefined : orphansAmong(takenIn);
  if (orphans === undefined) return { seats, warnings: [] };
  const { code, ...evidence } = warningOf(orphans);
  return { refusal: { code, evidence } };
};

const warningOf = (found: { readonly orphans: readonly string[]; readonly instead: readonly string[] }): Warning => ({
  code: "ORPHAN_SEATS",
  seatIds: found.orphans,
  instead: found.instead,
});

const bestChoice = async (
  performance: Performance,
  best: BestAvailable,
  { userId, now }: Caller,
  lost: ReadonlySet<string>,
): Promise<SeatChoice> => {
  const { concertId, performanceId, sections, accessibleUntil } = performance;
  if (best.section !== undefined && !sections.some(({ sectionId }) => sectionId === best.section)) {
    throw new Problem("SECTION_NOT_FOUND");
  }
  const seen = seenFor(sections, best);
  const sectionsOf = (ids: ReadonlySet<string>) => seen.filter(({ sectionId }) => ids.has(sectionId));
  const states = await watchStates(performance, seen);
  // Sections in which seats were lost are read as they are: many are asking there at the same time.
  const contested = new Set([...lost].map(sectionOf));
  const afresh = await readAsTheyAre(performance, sectionsOf(contested), now);
  const seatsAhead = await seatsAheadIn(performanceId, afresh, best.quantity);
  const chosenFrom = (takenIn: TakenIn) =>
    nextBest(
      { ...best, lost, seatsAhead },
      {
        sections,
        takenIn,
        keptBack: { now, keptBackUntil: accessibleUntil },
        priceOf: (category) => firstPriceOf(performance, category) ?? 0,
      },
    );
  let choice = chosenFrom(takenBy(states, afresh));
  if (choice === undefined) {
    // Nobody is refused because of a state from before their own last change, or while holds are over that it still has.
    const counted = seen.flatMap(({ sectionId }) =>
      afresh.has(sectionId) ? [] : { sectionId, count: states.get(sectionId) },
    );
    const doubtful = doubtfulSections(counted, await readSeatChanges(concertId, userId, performanceId), now);
    const asTheyAre = await readAsTheyAre(performance, sectionsOf(doubtful), now);
    if (asTheyAre.size > 0) choice = chosenFrom(takenBy(states, new Map([...afresh, ...asTheyAre])));
  }
  if (choice === undefined) return { refusal: { code: "NO_SUITABLE_SEATS", evidence: { quantity: best.quantity } } };
  return { seats: knownSeats(performance, choice.seatIds), warnings: [] };
};

/** The sections that a choice depends on: all, or the one in the wish with those beside it. */
const seenFor = (sections: readonly Section[], { section: wanted }: BestAvailable): readonly Section[] =>
  wanted === undefined
    ? sections
    : sectionsBeside(
        sections,
        sections.filter(({ sectionId }) => sectionId === wanted),
      );

type TakenIn = (section: Section) => TakenSeats;

/** By section. One that was never counted is missing. */
type States = ReadonlyMap<string, Availability>;

const NO_STATES: States = new Map();
const NONE: TakenSeats = { has: () => false };

/** The states of some sections, as they were a second or two ago. */
const watchStates = ({ performanceId }: Performance, sections: readonly Section[]): Promise<States> =>
  watchSections(
    performanceId,
    sections.map(({ sectionId }) => sectionId),
  );

/** Enters the contest for a section in which seats were lost, and returns how many seats go to those ahead. */
const seatsAheadIn = async (
  performanceId: string,
  contested: ReadonlyMap<string, ReadonlySet<number>>,
  quantity: number,
): Promise<number> => {
  // One contest is enough for a party that lost seats of several sections.
  const [[sectionId, taken] = []] = contested;
  if (sectionId === undefined || taken === undefined) return 0;
  return await enterContest({ performanceId, sectionId }, { wants: quantity, got: taken.size });
};

/** Which seats of some sections are taken at this moment, by section. */
const readAsTheyAre = async (
  { performanceId }: Performance,
  sections: readonly Section[],
  now: Seconds,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> => {
  const read = async ({ sectionId }: Section) => {
    const seats = await readOccupancy(performanceId, sectionId);
    return [sectionId, new Set(seats.flatMap((seat) => (isOccupied(seat, now) ? seat.index : [])))] as const;
  };
  return new Map(await Promise.all(sections.map(read)));
};

/**
 * Which seats are taken, by the states of their sections.
 * @param afresh sections that are known better
 */
const takenBy = (states: States, afresh: ReadonlyMap<string, TakenSeats> = new Map()): TakenIn => {
  return ({ sectionId }) => {
    const known = afresh.get(sectionId);
    if (known !== undefined) return known;
    const count = states.get(sectionId);
    return count === undefined ? NONE : { has: (index) => isTakenIn(count.states, index) };
  };
};
