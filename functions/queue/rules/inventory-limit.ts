/** How many people the free seats can serve, and how many seats each takes. Pure. */
import { admittedOf, type QueueSettings, type QueueState } from "#functions/queue/rules/queue-state.ts";

/** Seats of the performances on sale now, and how many people have taken them. */
export interface Inventory {
  readonly capacity: number;
  /** Seats that anybody may take: neither held, sold nor blocked, nor of an accessible unit that is kept back. */
  readonly free: number;
  /** In holds that are not paid yet. */
  readonly held: number;
  /** Not for sale. None if absent. */
  readonly blocked?: number;
  /** Free seats of accessible units that are kept back. None if absent. */
  readonly keptBack?: number;
  /** Units that are kept back and of which no seat is taken: one for a party that needs it. None if absent. */
  readonly accessibleUnits?: number;
  /** People who hold or own seats. */
  readonly buyers: number;
  /** Those of them with a hold that is not paid yet. */
  readonly holders: number;
  /** Categories of which neither these performances nor later ones have a seat that anybody may take. None if absent. */
  readonly soldOut?: readonly string[];
}

/** Seats held or sold. */
const takenOf = ({ capacity, free, blocked = 0, keptBack = 0 }: Inventory): number =>
  capacity - free - blocked - keptBack;

/** Seats that each buyer has taken on average so far; one before anybody has taken any. */
const seatsPerBuyer = (inventory: Inventory): number =>
  inventory.buyers === 0 ? 1 : Math.max(1, takenOf(inventory) / inventory.buyers);

/**
 * How many people without seats may be inside: the free seats and the held ones that are expected to come back, over
 * the seats that a buyer takes. Rounded up, so that the last seat is offered, too. Once no other seat is free, one person
 * for each accessible unit: among those who wait may be somebody who needs it.
 * @param inventoryPercent 120 expects a fifth of the number of free seats to come back from expired holds, but no more
 * than are held
 */
export const servableBy = (inventory: Inventory, inventoryPercent: number): number => {
  if (inventory.free === 0) return inventory.accessibleUnits ?? 0;
  const expiring = Math.min(((inventoryPercent - 100) / 100) * inventory.free, inventory.held);
  return Math.ceil((inventory.free + expiring) / seatsPerBuyer(inventory));
};

/**
 * How long after admission people without seats still count as undecided: until claims are over and a quarter of the
 * pass. Most who have not taken seats by then have closed the page, and seats must not wait for them.
 */
export const decidingSeconds = ({ claimSeconds, passSeconds }: QueueSettings): number =>
  claimSeconds + Math.ceil(passSeconds / 4);

/** People who were admitted lately and hold no seats. */
export const undecidedOf = (newcomers: number, inventory: Inventory): number =>
  Math.max(0, newcomers - inventory.holders);

/** The prior of the estimate below: as if 10 people had decided and had taken 15 seats. */
const PRIOR_DECIDED = 10;
const PRIOR_SEATS = 15;

/** Seats taken for each admitted person who has decided: by buying, by leaving, or by letting the time run out. */
export const seatsPerPerson = (queue: QueueState, undecided: number, inventory: Inventory): number => {
  const decided = Math.max(0, admittedOf(queue) - undecided);
  const perPerson = (takenOf(inventory) + PRIOR_SEATS) / (decided + PRIOR_DECIDED);
  return Math.round(perPerson * 1000) / 1000;
};
