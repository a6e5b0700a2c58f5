/** The order of somebody's reservations: what needs them now, what is next, then the rest, newest first. Pure. */
import { isUpcoming, type ReservationState } from "#web/booking/reservation-state/reservation-state.ts";

export interface Listed {
  readonly reservationId: string;
  readonly state: ReservationState;
  readonly createdAt: string;
  /** undefined until the schedule of its concert has been read. */
  readonly startsAt: string | undefined;
}

/** A concert within these days is what somebody opens the page for. */
export const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

export interface Groups<Item> {
  /** Held seats, the first to expire first: time is running. */
  readonly held: readonly Item[];
  /** The next concert, if it is soon. */
  readonly next: Item | undefined;
  readonly others: readonly Item[];
}

export const grouped = <Item extends Listed>(items: readonly Item[], nowMs: number): Groups<Item> => {
  const held = items.filter(({ state }) => state === "HELD").toSorted(byCreation);
  const [next] = items
    .filter(({ state, startsAt }) => isUpcoming(state) && startsAt !== undefined && isSoon(startsAt, nowMs))
    .toSorted((one, other) => startOf(one) - startOf(other));
  return { held, next, others: items.filter((item) => item !== next && item.state !== "HELD") };
};

const byCreation = (one: Listed, other: Listed): number => Date.parse(one.createdAt) - Date.parse(other.createdAt);

const startOf = ({ startsAt }: Listed): number => Date.parse(startsAt ?? "");

const isSoon = (startsAt: string, nowMs: number): boolean => {
  const startMs = Date.parse(startsAt);
  return startMs > nowMs && startMs <= nowMs + SOON_DAYS * DAY_MS;
};

/** The number of a day by the clocks of a zone. */
const dayNumber = (ms: number, timeZone: string): number => {
  const date = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return Math.round(Date.parse(`${date.format(ms)}T00:00:00Z`) / DAY_MS);
};

/** Days until a performance by the calendar at the hall: 0 is today. */
export const daysUntil = (startsAt: string, timeZone: string, nowMs: number): number =>
  dayNumber(Date.parse(startsAt), timeZone) - dayNumber(nowMs, timeZone);
