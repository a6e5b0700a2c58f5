/** What may be chosen together, and what a press on a seat does. Pure. */
import type { SeatStatus } from "#web/booking/seats/seat-state.ts";
import type { PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";

/** A seat in the choice, with what the tray says of it. */
export interface ChosenSeat {
  readonly seatId: string;
  readonly sectionId: string;
  readonly index: number;
  readonly category: string;
  readonly price: number;
}

export type Choice = readonly ChosenSeat[];

/** Why a press does not choose. */
export type Objection =
  | { readonly reason: "TAKEN"; readonly status: Exclude<SeatStatus, "FREE" | "KEPT_BACK"> }
  | { readonly reason: "KEPT_BACK"; readonly isCompanion: boolean }
  | { readonly reason: "COMPANION_ALONE" }
  | { readonly reason: "LIMIT"; readonly seats: number }
  | { readonly reason: "TABLE_BROKEN" };

export type Press = { readonly choice: Choice } | { readonly objection: Objection };

interface Situation {
  readonly section: SectionSeats;
  readonly choice: Choice;
  /** The most seats of the choice: the limit of the performance less the seats that are held or bought. */
  readonly limit: number;
  readonly statusOf: (seat: PlacedSeat) => SeatStatus;
  readonly priceOf: (category: string) => number;
  /** Accessible units are kept back, so companion seats need their accessible seat. */
  readonly isKeptBack: boolean;
}

/** The seats that one press takes or gives back: a table that is sold whole goes as one. */
export const seatsOfPress = ({ rows, seats }: SectionSeats, seat: PlacedSeat): readonly PlacedSeat[] => {
  const row = rows[seat.row];
  return row?.isSoldWhole === true ? seats.slice(row.from, row.to) : [seat];
};

const isCompanion = ({ unit, index }: PlacedSeat): boolean => unit !== undefined && unit.seat !== index;

/** Without their accessible seat, companion seats go back too, as long as they are kept back. */
const withoutCompanions = ({ section, isKeptBack }: Situation, choice: Choice): Choice => {
  if (!isKeptBack) return choice;
  const chosen = new Set(choice.filter(({ sectionId }) => sectionId === section.sectionId).map(({ index }) => index));
  return choice.filter(({ sectionId, index }) => {
    const unit = sectionId === section.sectionId ? section.seats[index]?.unit : undefined;
    return unit === undefined || chosen.has(unit.seat);
  });
};

const objectionTo = (situation: Situation, seats: readonly PlacedSeat[]): Objection | undefined => {
  const { choice, limit, statusOf, isKeptBack, section } = situation;
  const [only] = seats;
  for (const seat of seats) {
    const status = statusOf(seat);
    if (status === "KEPT_BACK") return { reason: "KEPT_BACK", isCompanion: isCompanion(seat) };
    if (status !== "FREE") return seats.length > 1 ? { reason: "TABLE_BROKEN" } : { reason: "TAKEN", status };
  }
  if (only !== undefined && isKeptBack && isCompanion(only)) {
    const seatId = section.seats[only.unit?.seat ?? -1]?.seatId;
    if (!choice.some((chosen) => chosen.seatId === seatId)) return { reason: "COMPANION_ALONE" };
  }
  return choice.length + seats.length > limit ? { reason: "LIMIT", seats: seats.length } : undefined;
};

export const chosenSeat = (
  { section, priceOf }: Pick<Situation, "section" | "priceOf">,
  { seatId, index, category }: PlacedSeat,
): ChosenSeat => ({ seatId, sectionId: section.sectionId, index, category, price: priceOf(category) });

/** A press on a seat: chooses it, or gives it back, with the seats that go with it. */
export const press = (situation: Situation, seat: PlacedSeat): Press => {
  const seats = seatsOfPress(situation.section, seat);
  const ids = new Set(seats.map(({ seatId }) => seatId));
  const { choice } = situation;
  if (choice.some(({ seatId }) => seatId === seat.seatId)) {
    const rest = choice.filter(({ seatId }) => !ids.has(seatId));
    return { choice: withoutCompanions(situation, rest) };
  }
  const objection = objectionTo(situation, seats);
  if (objection !== undefined) return { objection };
  return { choice: [...choice, ...seats.map((each) => chosenSeat(situation, each))] };
};

export const totalOf = (choice: Choice, bookingFee: number): number =>
  choice.reduce((sum, { price }) => sum + price + bookingFee, 0);

/** Seats of the choice that are no longer free. */
export const lostSeats = (choice: Choice, sectionId: string, state: string): Choice =>
  choice.filter((chosen) => chosen.sectionId === sectionId && state[chosen.index] !== "A");

const TEXTS = ["seatId", "sectionId", "category"];
const NUMBERS = ["index", "price"];

const isChosen = (value: unknown): value is ChosenSeat => {
  const seat = new Map(Object.entries(value ?? {}));
  return (
    TEXTS.every((key) => typeof seat.get(key) === "string") && NUMBERS.every((key) => typeof seat.get(key) === "number")
  );
};

/** A choice as it was stored before a reload. */
export const parseChoice = (json: unknown): Choice | undefined =>
  Array.isArray(json) && json.length <= 10 && json.every(isChosen) ? json : undefined;
