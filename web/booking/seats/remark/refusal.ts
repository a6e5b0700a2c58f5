/** Why the service did not hold seats, with the evidence that the page needs to offer a way on. Pure. */
import type { ProblemError } from "#client/problem-error.ts";
import { isTurnOver } from "#web/booking/pass/turn-over.ts";

type Labels = Readonly<Record<string, string>>;

interface OfSeats {
  readonly seatIds: readonly string[];
  readonly labels: Labels;
}

export type Refusal =
  | (OfSeats & { readonly kind: "TAKEN" })
  | (OfSeats & { readonly kind: "ORPHANS"; readonly instead: readonly string[] })
  | (OfSeats & { readonly kind: "KEPT_BACK" })
  | (OfSeats & { readonly kind: "TABLE" })
  | (OfSeats & { readonly kind: "STANDING" })
  | { readonly kind: "NONE_SUITABLE" }
  | { readonly kind: "SEAT_LIMIT"; readonly seatLimit: number; readonly seatsTaken: number }
  | { readonly kind: "HOLD_LIMIT"; readonly holdsMax: number }
  | { readonly kind: "COOLING_DOWN"; readonly until: string | undefined }
  | { readonly kind: "NOT_ON_SALE" }
  | { readonly kind: "CALLED_OFF" }
  /** The turn is over or has not come: back to the waiting room. */
  | { readonly kind: "NOT_INSIDE"; readonly isOver: boolean };

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];

const labelsOf = (value: unknown): Labels =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, String(v)]))
    : {};

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Undefined for problems that are not about the choice: the page says them as it says any problem. */
export const refusalOf = ({ code, body }: Pick<ProblemError, "code" | "body">): Refusal | undefined => {
  const seats = { seatIds: textsOf(body["seatIds"]), labels: labelsOf(body["labels"]) };
  switch (code) {
    case "SEAT_TAKEN":
      return { kind: "TAKEN", ...seats };
    case "ORPHAN_SEATS":
      return { kind: "ORPHANS", ...seats, instead: textsOf(body["instead"]) };
    case "SEATS_KEPT_BACK":
      return { kind: "KEPT_BACK", ...seats };
    case "TABLE_SOLD_WHOLE":
      return { kind: "TABLE", ...seats };
    case "STANDING_BY_QUANTITY":
      return { kind: "STANDING", ...seats };
    case "NO_SUITABLE_SEATS":
      return { kind: "NONE_SUITABLE" };
    case "SEAT_LIMIT_EXCEEDED":
      return {
        kind: "SEAT_LIMIT",
        seatLimit: numberOf(body["seatLimit"]),
        seatsTaken: numberOf(body["seatsTaken"]),
      };
    case "HOLD_LIMIT_REACHED":
      return { kind: "HOLD_LIMIT", holdsMax: numberOf(body["holdsMax"]) };
    case "HOLDS_COOLING_DOWN":
      return { kind: "COOLING_DOWN", until: textsOf([body["coolingUntil"]])[0] };
    case "SALE_NOT_OPEN":
    case "SALE_CLOSED":
      return { kind: "NOT_ON_SALE" };
    case "PERFORMANCE_CALLED_OFF":
      return { kind: "CALLED_OFF" };
    default: {
      const isOver = isTurnOver({ code });
      return isOver === undefined ? undefined : { kind: "NOT_INSIDE", isOver };
    }
  }
};

/** What to try if no seats fit: fewer seats, any category, seats that are not all together. */
export interface Wish {
  readonly quantity: number;
  readonly category: string | undefined;
  readonly isAccessible: boolean;
}

/** Other wishes that what is left may grant, nearest to the first one. */
export const otherWishes = (
  wish: Wish,
  categories: readonly {
    readonly category: string;
    readonly free: number;
    readonly price: number;
    readonly isStanding: boolean;
  }[],
): readonly Wish[] => {
  const own = categories.find(({ category }) => category === wish.category);
  const fewer = Array.from({ length: wish.quantity - 1 }, (_, less) => ({
    ...wish,
    quantity: wish.quantity - 1 - less,
  }));
  const enough = own === undefined ? fewer : fewer.filter(({ quantity }) => quantity <= own.free);
  if (wish.isAccessible) return enough.slice(0, 1);
  const others = categories
    .filter((each) => each.category !== wish.category && each.free >= wish.quantity && !each.isStanding)
    .toSorted((a, b) => Math.abs(a.price - (own?.price ?? a.price)) - Math.abs(b.price - (own?.price ?? b.price)))
    .map(({ category }) => ({ ...wish, category }));
  return [...others.slice(0, 2), ...enough.slice(0, 1)];
};
