/** The crowd: who comes when, what each of them is going to do, and how far they have got. One array a trait. */

import type { SaleOptions } from "#simulation/options.ts";
import type { Chance } from "#simulation/random.ts";

/** Later than any second of a sale. */
const NEVER = 2 ** 31 - 1;

/** How far somebody has got. */
export const STATE = {
  coming: 0,
  waiting: 1,
  /** Read everything that a claim needs, and has been held up before its write. */
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
/** In which people who give up waiting do so, from when they came. */
const PATIENCE_MEAN_SECONDS = 900;

const POLLED_FIELDS = 4;
const [FOLLOWING, GIVES_UP_AT, ARRIVAL, NUMBER] = [0, 1, 2, 3];

export class People {
  readonly count: number;
  /** Second at which they join, with its fraction. */
  readonly comesAt: Float64Array;
  readonly isPresale: Uint8Array;
  /** Who gives up either leaves the queue or just closes the page. */
  readonly isPolite: Uint8Array;
  readonly seatsWanted: Uint8Array;
  readonly isBuyer: Uint8Array;
  readonly isPayer: Uint8Array;

  readonly state: Uint8Array;
  /** What each of tens of millions of polls needs, side by side: a poll is one look at the memory, not four. */
  private readonly polled: Int32Array;
  readonly admittedAt: Int32Array;
  readonly isLive: Uint8Array;
  readonly seatsHeld: Uint8Array;
  readonly expiresAt: Int32Array;

  constructor(options: SaleOptions, chance: Chance) {
    const count = options.users;
    this.count = count;
    this.comesAt = new Float64Array(count);
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
    for (let person = 0; person < count; person += 1) this.makeUp(person, options, chance);
  }

  following(person: number): number {
    return this.polled[person * POLLED_FIELDS + FOLLOWING] ?? -1;
  }

  setFollowing(person: number, other: number): void {
    this.polled[person * POLLED_FIELDS + FOLLOWING] = other;
  }

  /** When they give up waiting; NEVER for those who don't. */
  givesUpAt(person: number): number {
    return this.polled[person * POLLED_FIELDS + GIVES_UP_AT] ?? NEVER;
  }

  /** 0 until it is given. */
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

  private makeUp(person: number, options: SaleOptions, chance: Chance): void {
    const comesAt = comingAt(options, chance);
    this.comesAt[person] = comesAt;
    this.isPresale[person] = Number(chance.percent(options.presale));
    const givesUpAt = Math.floor(Math.max(comesAt, LOBBY_SECONDS) + chance.exponential(PATIENCE_MEAN_SECONDS));
    const closesPage = chance.percent(options["no-shows"]);
    const leaves = !closesPage && chance.percent(options.leavers);
    this.polled[person * POLLED_FIELDS + GIVES_UP_AT] = closesPage || leaves ? givesUpAt : NEVER;
    this.isPolite[person] = Number(leaves);
    this.seatsWanted[person] = seatsWanted(chance);
    this.isBuyer[person] = Number(chance.percent(options.buyers));
    this.isPayer[person] = Number(chance.percent(options.payers));
  }
}

const comingAt = ({ lobby, spike }: SaleOptions, chance: Chance): number => {
  const when = chance.uniform() * 100;
  // More and more of them, the nearer the opening is.
  if (when < lobby) return LOBBY_SECONDS * Math.sqrt(chance.uniform()) * 0.999;
  if (when < lobby + spike) return LOBBY_SECONDS + chance.exponential(RUSH_MEAN_SECONDS);
  return LOBBY_SECONDS + chance.uniform() * TAIL_SECONDS;
};

/** Most buy two. */
const seatsWanted = (chance: Chance): number => {
  const drawn = chance.uniform();
  if (drawn < 0.2) return 1;
  if (drawn < 0.8) return 2;
  return drawn < 0.9 ? 3 : 4;
};
