/** Chooses the seats of a hold: those of the user's own choice, by the rules of the performance, or the best available. */

import type { Performance } from "#functions/catalog/rules/performance.ts";
import type { Warning } from "#functions/reservations/rules/reservation.ts";
import { type KeptBack, refusedAsKeptBack } from "#functions/reservations/seating/accessible-units.ts";
import type { BestAvailable } from "#functions/reservations/seating/best-available.ts";
import { nextBest } from "#functions/reservations/seating/next-best.ts";
import { avoidableOrphans } from "#functions/reservations/seating/orphan-rule.ts";
import {
  capacityOf,
  findSeat,
  type Seat,
  type Section,
  seatsOf,
  sectionOf,
} from "#functions/seats/rules/seat-layout.ts";
import { isOccupied } from "#functions/seats/rules/seat-occupancy.ts";
import { readOccupancy, watchAvailability, watchOccupancy } from "#functions/seats/seat-store.ts";
import type { StoredProblem } from "#functions/shared/idempotency.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** What a user asks for: certain seats, or the best of some kind. */
export type Wish =
  | { readonly seatIds: readonly string[]; readonly accessible: boolean }
  | { readonly bestAvailable: BestAvailable };

export type SeatChoice =
  | { readonly seats: readonly Seat[]; readonly warnings: readonly Warning[] }
  | { readonly refusal: StoredProblem };

/** What earlier tries of a request lost. */
export interface Losses {
  readonly seatIds: ReadonlySet<string>;
  /** How often they lost seats in sections that had been read for this request, so to others who compete for them. */
  readonly contests: number;
}

export const NO_LOSSES: Losses = { seatIds: new Set(), contests: 0 };

/** With the seats that one more try lost. A section in which seats were lost before was read afresh for that try. */
export const withLost = ({ seatIds, contests }: Losses, lost: readonly string[]): Losses => {
  const readAfresh = new Set([...seatIds].map(sectionOf));
  const isContest = lost.some((seatId) => readAfresh.has(sectionOf(seatId)));
  return { seatIds: new Set([...seatIds, ...lost]), contests: contests + (isContest ? 1 : 0) };
};

/**
 * The seats to hold, or the reason for a refusal. The best available differ from try to try; certain seats that are lost
 * to somebody else are refused.
 * @throws Problem SEAT_NOT_FOUND or SECTION_NOT_FOUND
 */
export const chooseSeats = async (
  performance: Performance,
  wish: Wish,
  now: Seconds,
  losses: Losses,
): Promise<SeatChoice> => {
  if ("bestAvailable" in wish) return await bestChoice(performance, wish.bestAvailable, now, losses);
  if (losses.seatIds.size > 0) return { refusal: { code: "SEAT_TAKEN", evidence: { seatIds: [...losses.seatIds] } } };
  return await ownChoice(performance, wish, now);
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
  const keptBack: KeptBack = { now, keptBackUntil: performance.accessibleUntil };
  const refused = touched.flatMap((section) => refusedAsKeptBack(section, seatIds, { accessible, ...keptBack }));
  if (refused.length > 0) {
    const evidence = { seatIds: refused, accessibleUntil: isoTime(performance.accessibleUntil) };
    return { refusal: { code: "SEATS_KEPT_BACK", evidence } };
  }
  if (performance.orphanRule === "OFF") return { seats, warnings: [] };

  const orphansAmong = (taken: ReadonlySet<string>) => avoidableOrphans(touched, taken, keptBack, seatIds);
  const seen = orphansAmong(await takenIn(performance, touched, now, watchOccupancy));
  if (seen === undefined) return { seats, warnings: [] };
  if (performance.orphanRule === "WARN") return { seats, warnings: [warningOf(seen)] };

  // What was seen may be a second old, so it is read again: that must not refuse anybody, or suggest seats taken by now.
  const taken = await takenIn(performance, touched, now, readOccupancy);
  const orphans = seatIds.some((seatId) => taken.has(seatId)) ? undefined : orphansAmong(taken);
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
  now: Seconds,
  losses: Losses,
): Promise<SeatChoice> => {
  const { sections, accessibleUntil } = performance;
  const isWanted = (section: Section): boolean =>
    (best.section === undefined || section.sectionId === best.section) &&
    (best.grade === undefined || section.grade === best.grade);
  if (best.section !== undefined && !sections.some(({ sectionId }) => sectionId === best.section)) {
    throw new Problem("SECTION_NOT_FOUND");
  }
  const taken = await takenInOpen(performance, sections.filter(isWanted), now, losses);
  const choice = nextBest(
    { ...best, lost: losses.seatIds, contests: losses.contests },
    sections,
    taken,
    { now, keptBackUntil: accessibleUntil },
    Math.random(),
  );
  if (choice === undefined) return { refusal: { code: "NO_SUITABLE_SEATS", evidence: { quantity: best.quantity } } };
  return { seats: knownSeats(performance, choice.seatIds), warnings: [] };
};

/**
 * The taken seats of some sections. A section that was counted as full is not read at all: after the rush, that is most
 * of a hall. A section in which seats were lost is read consistently, because many are asking there at the same time.
 */
const takenInOpen = async (
  performance: Performance,
  sections: readonly Section[],
  now: Seconds,
  losses: Losses,
): Promise<ReadonlySet<string>> => {
  const counts = await watchAvailability(performance.performanceId);
  const isFull = (section: Section): boolean => {
    const count = counts.get(section.sectionId);
    return (
      count !== undefined &&
      count.occupied >= capacityOf(section) &&
      now < (count.nextExpiryAt ?? Number.POSITIVE_INFINITY)
    );
  };
  const full = sections.filter(isFull);
  const open = sections.filter((section) => !full.includes(section));
  const contested = new Set([...losses.seatIds].map(sectionOf));
  const taken = await takenIn(performance, open, now, (performanceId, sectionId) =>
    contested.has(sectionId) ? readOccupancy(performanceId, sectionId) : watchOccupancy(performanceId, sectionId),
  );
  return new Set([...taken, ...full.flatMap(seatsOf).map(({ seatId }) => seatId)]);
};

const takenIn = async (
  { performanceId }: Performance,
  sections: readonly Section[],
  now: Seconds,
  occupancyOf: typeof watchOccupancy,
): Promise<ReadonlySet<string>> => {
  const seats = await Promise.all(sections.map(({ sectionId }) => occupancyOf(performanceId, sectionId)));
  return new Set(seats.flat().flatMap((seat) => (isOccupied(seat, now) ? seat.seatId : [])));
};
