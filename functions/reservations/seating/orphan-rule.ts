/** The orphan rule for seats that people choose themselves: no choice leaves a single empty seat that can be avoided. Pure. */

import { type KeptBack, takenOrKeptBack } from "#functions/reservations/seating/accessible-units.ts";
import { nearestPlacement } from "#functions/reservations/seating/group-placement.ts";
import { usableSpans } from "#functions/reservations/seating/seat-block.ts";
import {
  type Span,
  type Stretch,
  seatAt,
  seatsBetween,
  stretchesOf,
  takenAlong,
} from "#functions/reservations/seating/stretch.ts";
import { findSeat, type Section, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";

type TakenIn = (section: Section) => TakenSeats;

/** The part of a choice in one stretch of seats: seats that were free, by their places in order. */
interface ChosenPlaces {
  readonly stretch: Stretch;
  readonly places: readonly number[];
  readonly isTaken: (place: number) => boolean;
}

/** At a table no seat is single, and standing places are no seats. */
const chosenPlaces = (
  sections: readonly Section[],
  takenIn: TakenIn,
  chosen: readonly string[],
): readonly ChosenPlaces[] => {
  const ids = new Set(chosen);
  return stretchesOf(sections)
    .filter(({ isTable }) => !isTable)
    .map((stretch) => {
      const isTaken = takenAlong(stretch, takenIn);
      const places = seatsBetween(stretch, 0, stretch.length - 1).flatMap(({ seatId }, place) =>
        ids.has(seatId) && !isTaken(place) ? place : [],
      );
      return { stretch, places, isTaken };
    })
    .filter(({ places }) => places.length > 0);
};

/**
 * The single empty seats that a choice would newly leave, in the order of the layout: free seats with a chosen seat on
 * one side and a chosen seat, a taken one or the end of the block on the other. A seat that was single before does not
 * count.
 *
 * @param sections those of the choice, and `sectionsBeside` them
 * @param takenIn seats that others have, and those kept back, which nobody can take together with the seat beside them
 * @param chosen ids; taken seats have no effect
 */
export const orphansLeft = (
  sections: readonly Section[],
  takenIn: TakenIn,
  chosen: readonly string[],
): readonly string[] =>
  chosenPlaces(sections, takenIn, chosen).flatMap(({ stretch, places, isTaken }) => {
    const own = new Set(places);
    const isFree = (place: number): boolean =>
      seatAt(stretch, place) !== undefined && !own.has(place) && !isTaken(place);
    const beside = new Set(places.flatMap((place) => [place - 1, place + 1]));
    return [...beside]
      .filter((place) => isFree(place) && !isFree(place - 1) && !isFree(place + 1))
      .flatMap((place) => seatAt(stretch, place)?.seatId ?? []);
  });

/**
 * The seats to take instead, so that no single seat is newly left: the same number in each stretch of seats, in the same
 * sections, and of the same categories, so at the same price; seats that were side by side still are. Of all such choices
 * it is the one that moves people by the fewest seats in sum, then the one that begins first; the choice itself, if it
 * leaves no single seat.
 *
 * Undefined if one of the stretches has no such choice: then the rule refuses nobody. That happens if the only free run
 * for the group is one seat longer than the group, since one seat is left wherever the group sits. Each stretch is placed
 * by itself, but the result is all or nothing: a party should not have to move in one and still leave a single seat in
 * another.
 *
 * Chosen seats that count as taken, such as those of an accessible unit, stay where they are. So do those at tables.
 */
export const withoutOrphans = (
  sections: readonly Section[],
  takenIn: TakenIn,
  chosen: readonly string[],
): readonly string[] | undefined => {
  const parts = chosenPlaces(sections, takenIn, chosen);
  const placed = parts.flatMap(({ stretch, places, isTaken }) => {
    const runs = usableSpans(stretch.length, 1, (place) => !isTaken(place));
    const groups = nearestPlacement(groupsOf(places), runs, fitsIn(stretch));
    return groups ? [groups.flatMap((group) => idsOf(stretch, group))] : [];
  });
  if (placed.length < parts.length) return undefined;
  const moving = new Set(parts.flatMap(({ stretch, places }) => places.map((place) => seatAt(stretch, place)?.seatId)));
  return [...chosen.filter((id) => !moving.has(id)), ...placed.flat()];
};

/** Seats side by side form a group. */
const groupsOf = (places: readonly number[]): readonly Span[] => {
  const own = new Set(places);
  return places
    .filter((place) => !own.has(place - 1))
    .map((from) => {
      let to = from;
      while (own.has(to + 1)) to += 1;
      return { from, to };
    });
};

/** A group may move to seats of the same categories, one by one, in the sections in which it is. */
const fitsIn =
  (stretch: Stretch) =>
  (group: Span, from: number): boolean => {
    const chosen = seatsBetween(stretch, group.from, group.to);
    const sections = new Set(chosen.map(({ section }) => section));
    return chosen.every(({ category }, offset) => {
      const seat = seatAt(stretch, from + offset);
      return seat !== undefined && seat.category === category && sections.has(seat.section);
    });
  };

const idsOf = (stretch: Stretch, { from, to }: Span): readonly string[] =>
  seatsBetween(stretch, from, to).map(({ seatId }) => seatId);

/** Single seats that a choice would leave, and the seats that would avoid them. */
export interface AvoidableOrphans {
  readonly orphans: readonly string[];
  readonly instead: readonly string[];
}

/**
 * The objection of the rule to a choice, over all its sections; undefined if the choice leaves no single seat, or if that
 * can't be avoided in all of its stretches of seats.
 *
 * @param sections those of the choice, and `sectionsBeside` them; more do no harm
 */
export const avoidableOrphans = (
  sections: readonly Section[],
  takenIn: TakenIn,
  keptBack: KeptBack,
  chosen: readonly string[],
): AvoidableOrphans | undefined => {
  const known = new Map(sections.map((section) => [section, takenOrKeptBack(section, takenIn(section), keptBack)]));
  const isTaken: TakenIn = (section) => known.get(section) ?? takenIn(section);
  const orphans = orphansLeft(sections, isTaken, chosen);
  if (orphans.length === 0) return undefined;
  const instead = withoutOrphans(sections, isTaken, chosen);
  return instead && { orphans: inOrder(sections, orphans), instead: inOrder(sections, instead) };
};

/** In the order of the layout, whatever other sections are known: stretches over borders are found in another order. */
const inOrder = (sections: readonly Section[], ids: readonly string[]): readonly string[] =>
  sections.flatMap((section) =>
    ids
      .flatMap((id) => findSeat(section, id) ?? [])
      .toSorted((one, other) => one.index - other.index)
      .map(({ seatId }) => seatId),
  );
