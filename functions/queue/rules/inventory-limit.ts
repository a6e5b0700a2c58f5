/** How many people the seats that are left can serve, and what chance that leaves to those who wait. */
import {
  admittedOf,
  type QueueSettings,
  type QueueState,
  type QueueStats,
} from "#functions/queue/rules/queue-state.ts";

/** Seats of the performances on sale now, and who has taken them. */
export interface Inventory {
  readonly capacity: number;
  /** Neither held nor sold. */
  readonly free: number;
  /** In holds that are not paid yet. */
  readonly held: number;
  /** People who hold or own seats. */
  readonly buyers: number;
  /** Those of them with a hold that is not paid yet. */
  readonly holders: number;
}

/** Seats that each buyer takes, as updateStay so far; one before anybody has taken any. */
const seatsPerBuyer = ({ capacity, free, buyers }: Inventory): number =>
  buyers === 0 ? 1 : Math.max(1, (capacity - free) / buyers);

/**
 * How many people without seats may be inside: the free seats and the holds that can be expected to expire, over the
 * seats that a buyer takes. Rounded up, so that the last seat is still offered to somebody.
 * @param inventoryPercent 120 counts on holds that expire for a fifth of the free seats, and for no more than are held
 */
export const servableBy = (inventory: Inventory, inventoryPercent: number): number => {
  const expiring = Math.min(((inventoryPercent - 100) / 100) * inventory.free, inventory.held);
  return Math.ceil((inventory.free + expiring) / seatsPerBuyer(inventory));
};

/**
 * How long somebody inside is reckoned with who holds no seats: until their claim is over and a quarter of their pass.
 * Most who have taken none by then have closed the page, and seats must not wait for them.
 */
export const decidingSeconds = ({ claimSeconds, passSeconds }: QueueSettings): number =>
  claimSeconds + Math.ceil(passSeconds / 4);

/** People who came in lately and hold no seats (yet). */
export const undecidedOf = (newcomers: number, inventory: Inventory): number =>
  Math.max(0, newcomers - inventory.holders);

/** Before people have decided, they are taken to do as if so many had been seen to, with so many seats. */
const DECIDED_ASSUMED = 10;
const SEATS_ASSUMED = 15;

/** Seats taken for each person who was admitted and has decided: bought, left, or let the time run out. */
export const seatsPerPerson = (queue: QueueState, undecided: number, { capacity, free }: Inventory): number => {
  const decided = Math.max(0, admittedOf(queue) - undecided);
  const perPerson = (capacity - free + SEATS_ASSUMED) / (decided + DECIDED_ASSUMED);
  return Math.round(perPerson * 1000) / 1000;
};

export type Chance = "likely" | "possible" | "unlikely";

/** Seats that are wanted may turn out to be a third more or less than expected. */
const MORE_THAN_EXPECTED = 4 / 3;
const LESS_THAN_EXPECTED = 3 / 4;
/** The share of held seats that may come back, for who hopes for it. */
const EXPIRING_SHARE_MAX = 0.25;

/**
 * What chance of a seat remains with so many people ahead: the seats that they and those inside can be expected to
 * take, against those that are left.
 */
export const chanceOf = (
  { undecided, seatsPerPerson: perPerson, seatsLeft, seatsHeld }: QueueStats,
  ahead: number,
): Chance => {
  const wanted = (undecided + ahead + 1) * perPerson;
  if (wanted * MORE_THAN_EXPECTED <= seatsLeft) return "likely";
  return wanted * LESS_THAN_EXPECTED <= seatsLeft + seatsHeld * EXPIRING_SHARE_MAX ? "possible" : "unlikely";
};
