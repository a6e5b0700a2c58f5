/** The crowd: when people come, what they are going to do, and what they have done. One array for each property. */

import type { SaleOptions } from "#simulation/options.ts";
import type { Random } from "#simulation/random.ts";

/** Later than any second of a sale. */
const NEVER = 2 ** 31 - 1;

/** What somebody is doing. */
export const STATE = {
  coming: 0,
  waiting: 1,
  /** Has read everything that a claim needs, and is delayed before the write. */
  claiming: 2,
  inside: 3,
  holding: 4,
  bought: 5,
  left: 6,
  closedPage: 7,
  refused: 8,
  missedTurn: 9,
} as const;

/** The lobby opens this long before the sale. */
export const LOBBY_SECONDS = 900;
const RUSH_MEAN_SECONDS = 45;
const TAIL_SECONDS = 3600;
/** Mean time after which people who give up waiting do so. */
const PATIENCE_MEAN_SECONDS = 900;

/** Joins and reads of somebody that may be refused in a row; more are not counted. */
const REFUSALS_MAX = 255;

const POLLED_FIELDS = 4;
const [FOLLOWING, GIVES_UP_AT, ARRIVAL, NUMBER] = [0, 1, 2, 3];

export class People {
  readonly count: number;
  /** The second at which each person wants to join, with its fraction. */
  readonly comesAt: Float64Array;
  /** The same for the join that was not refused. */
  readonly joinedAt: Float64Array;
  /** How many times each person's join has been refused. */
  readonly refusals: Uint8Array;
  /** Whether a person knows their arrival or number, and so watches the public queue. */
  readonly knowsPlace: Uint8Array;
  readonly isPresale: Uint8Array;
  /** Whether a person who gives up leaves the queue or only closes the page. */
  readonly isPolite: Uint8Array;
  readonly seatsWanted: Uint8Array;
  readonly isBuyer: Uint8Array;
  readonly isPayer: Uint8Array;

  readonly state: Uint8Array;
  /** What each of tens of millions of polls needs, side by side, so that a poll reads memory once and not four times. */
  private readonly polled: Int32Array;
  readonly admittedAt: Int32Array;
  readonly isLive: Uint8Array;
  readonly seatsHeld: Uint8Array;
  readonly expiresAt: Int32Array;

  constructor(options: SaleOptions, random: Random) {
    const count = options.users;
    this.count = count;
    this.comesAt = new Float64Array(count);
    this.joinedAt = new Float64Array(count);
    this.refusals = new Uint8Array(count);
    this.knowsPlace = new Uint8Array(count);
    this.isPresale = new Uint8Array(count);
    this.isPolite = new Uint8Array(count);
    this.seatsWanted = new Uint8Array(count);
    this.isBuyer = new Uint8Array(count);
    this.isPayer = new Uint8Array(count);
    this.state = new Uint8Array(count);
    this.polled = new Int32Array(count * POLLED_FIELDS);
    this.admittedAt = new Int32Array(count);
    this.isLive = new Uint8Array(count);
    this.seatsHeld = new Uint8Array(count);
    this.expiresAt = new Int32Array(count);
    for (let person = 0; person < count; person += 1) this.makeUp(person, options, random);
  }

  /** Counts one more refusal of a person's join. @returns how many there have been */
  refused(person: number): number {
    const refusals = Math.min(REFUSALS_MAX, (this.refusals[person] ?? 0) + 1);
    this.refusals[person] = refusals;
    return refusals;
  }

  following(person: number): number {
    return this.polled[person * POLLED_FIELDS + FOLLOWING] ?? -1;
  }

  setFollowing(person: number, other: number): void {
    this.polled[person * POLLED_FIELDS + FOLLOWING] = other;
  }

  /** When a person gives up waiting; NEVER for people who don't. */
  givesUpAt(person: number): number {
    return this.polled[person * POLLED_FIELDS + GIVES_UP_AT] ?? NEVER;
  }

  /** 0 until it is assigned. */
  arrival(person: number): number {
    return this.polled[person * POLLED_FIELDS + ARRIVAL] ?? 0;
  }

  setArrival(person: number, arrival: number): void {
    this.polled[person * POLLED_FIELDS + ARRIVAL] = arrival;
  }

  /** 0 until it is known. */
  number(person: number): number {
    return this.polled[person * POLLED_FIELDS + NUMBER] ?? 0;
  }

  setNumber(person: number, number: number): void {
    this.polled[person * POLLED_FIELDS + NUMBER] = number;
  }

  private makeUp(person: number, options: SaleOptions, random: Random): void {
    const comesAt = comingAt(options, random);
    this.comesAt[person] = comesAt;
    this.isPresale[person] = Number(random.percent(options.presale));
    const givesUpAt = Math.floor(Math.max(comesAt, LOBBY_SECONDS) + random.exponential(PATIENCE_MEAN_SECONDS));
    const closesPage = random.percent(options["no-shows"]);
    const leaves = !closesPage && random.percent(options.leavers);
    this.polled[person * POLLED_FIELDS + GIVES_UP_AT] = closesPage || leaves ? givesUpAt : NEVER;
    this.isPolite[person] = Number(leaves);
    this.seatsWanted[person] = seatsWanted(random);
    this.isBuyer[person] = Number(random.percent(options.buyers));
    this.isPayer[person] = Number(random.percent(options.payers));
  }
}

const comingAt = ({ lobby, spike }: SaleOptions, random: Random): number => {
  const when = random.uniform() * 100;
  // The closer the opening, the more people come.
  if (when < lobby) return LOBBY_SECONDS * Math.sqrt(random.uniform()) * 0.999;
  if (when < lobby + spike) return LOBBY_SECONDS + random.exponential(RUSH_MEAN_SECONDS);
  return LOBBY_SECONDS + random.uniform() * TAIL_SECONDS;
};

/** Most people want two seats. */
const seatsWanted = (random: Random): number => {
  const drawn = random.uniform();
  if (drawn < 0.2) return 1;
  if (drawn < 0.8) return 2;
  return drawn < 0.9 ? 3 : 4;
};
