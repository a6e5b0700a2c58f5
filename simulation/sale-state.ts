/** What a simulated sale consists of at one moment, and the changes that more than one part of it makes. */
import { Calendar, newLinks } from "#simulation/calendar.ts";
import { Checks } from "#simulation/checks.ts";
import { Told } from "#simulation/estimate-accuracy.ts";
import { Meter } from "#simulation/meter.ts";
import type { SaleOptions } from "#simulation/options.ts";
import { LOBBY_SECONDS, People, STATE } from "#simulation/people.ts";
import { PlayedHall } from "#simulation/played-hall.ts";
import { PlayedLine } from "#simulation/played-queue.ts";
import { type Chance, newChance } from "#simulation/random.ts";

/** The second 0 of every sale, so that times look like times. */
export const EPOCH = 1_800_000_000;
export const SALE_SECONDS_MAX = 4 * 3600;
/** Beyond the end of the sale, for passes and holds that last longer. */
const CALENDAR_MARGIN_SECONDS = 3600;
/** Arrivals that a lane may come to give out for each person: duplicates and failed batches leave gaps. */
const ARRIVALS_A_PERSON_MAX = 3;
const SEED_BYTES = 32;

export class World {
  readonly options: SaleOptions;
  readonly chance: Chance;
  readonly people: People;
  readonly queue: PlayedLine;
  readonly hall: PlayedHall;
  readonly meter = new Meter();
  readonly told: Told;
  readonly checks: Checks;
  /** Who does their next step when, and whose pass ends when. */
  readonly steps: Calendar;
  readonly passEnds: Calendar;
  readonly count = {
    joins: 0,
    duplicateJoins: 0,
    admitted: 0,
    claims: 0,
    buyers: 0,
    leftWaiting: 0,
    refusedSoldOut: 0,
  };
  second = 0;
  waiting = 0;
  /** People who could use a pass at this moment. */
  live = 0;

  constructor(options: SaleOptions) {
    this.options = options;
    this.chance = newChance(options.seed);
    this.people = new People(options, this.chance);
    const seconds = LOBBY_SECONDS + SALE_SECONDS_MAX + options["pass-seconds"] + CALENDAR_MARGIN_SECONDS;
    this.steps = new Calendar(seconds, this.people);
    this.passEnds = new Calendar(seconds, newLinks(options.users));
    this.hall = new PlayedHall(options.seats);
    this.told = new Told(options.users, this.chance.uniform);
    this.checks = new Checks(options.users * ARRIVALS_A_PERSON_MAX);
    this.queue = newPlayedLine(options, this.chance);
  }

  /** Seconds since the opening. */
  get at(): number {
    return this.second - LOBBY_SECONDS;
  }

  /** The time on the clock of some function: they differ by half of the skew to each side. */
  clock(): number {
    const half = Math.floor(this.options.skew / 2);
    return EPOCH + this.second + (half === 0 ? 0 : this.chance.between(-half, half));
  }

  becomes(person: number, state: number): void {
    const { state: states } = this.people;
    this.waiting += Number(state === STATE.waiting) - Number(states[person] === STATE.waiting);
    states[person] = state;
  }

  /** Lets somebody do their next step after so many seconds. */
  again(person: number, seconds: number): void {
    this.steps.add(this.second + Math.max(1, seconds), person);
  }

  /** Somebody is inside from now on, until their pass ends or they go. */
  comesIn(person: number, passUntil: number): void {
    this.people.isLive[person] = 1;
    this.live += 1;
    // On the clock of a function that lags, the pass is good for a moment longer.
    this.passEnds.add(Math.max(this.second, passUntil + Math.floor(this.options.skew / 2)), person);
    this.checks.live(this.live, this.options["max-active"], this.at);
  }

  /** Somebody is inside no longer. */
  goes(person: number): void {
    if (this.people.isLive[person] === 0) return;
    this.people.isLive[person] = 0;
    this.live -= 1;
  }

  /** Gives up a place, with the room that it took. */
  leavesInside(person: number): void {
    this.becomes(person, STATE.left);
    this.meter.count("leaveInside");
    this.queue.leave(this.people.number(person));
    this.goes(person);
  }

  leavesWaiting(person: number): void {
    this.becomes(person, STATE.left);
    this.count.leftWaiting += 1;
    this.meter.count("leave");
  }
}

const newPlayedLine = (options: SaleOptions, chance: Chance): PlayedLine =>
  new PlayedLine(
    {
      maxActive: options["max-active"],
      admitPerTick: options["admit-per-tick"],
      claimSeconds: options["claim-seconds"],
      passSeconds: options["pass-seconds"],
      paused: false,
      opensAt: EPOCH + LOBBY_SECONDS,
      closesAt: EPOCH + LOBBY_SECONDS + SALE_SECONDS_MAX,
      presale: options.presale > 0 ? { group: "presale", sharePercent: options["presale-share"] } : null,
    },
    Array.from({ length: SEED_BYTES }, () => chance.between(0, 255).toString(16).padStart(2, "0")).join(""),
    { clockSkewSeconds: 2, inventoryPercent: options["inventory-percent"] },
  );
