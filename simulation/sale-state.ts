/** The state of a simulated sale at one moment, and the changes that several parts of the simulation make. */
import type { PublicQueue } from "#contract/queue.ts";
import { publicQueueOf } from "#functions/queue/rules/public-queue.ts";
import { Calendar, newLinks } from "#simulation/calendar.ts";
import { Checks } from "#simulation/checks.ts";
import { EstimateAccuracy } from "#simulation/estimate-accuracy.ts";
import { Meter } from "#simulation/meter.ts";
import type { SaleOptions } from "#simulation/options.ts";
import { LOBBY_SECONDS, People, STATE } from "#simulation/people.ts";
import { newRandom, type Random } from "#simulation/random.ts";
import { SimulatedHall } from "#simulation/simulated-hall.ts";
import { SimulatedQueue } from "#simulation/simulated-queue.ts";
import { TrafficCounter } from "#simulation/traffic.ts";

/** Second 0 of every sale, chosen so that times look real. */
export const EPOCH = 1_800_000_000;
export const SALE_SECONDS_MAX = 4 * 3600;
/** Time after the end of the sale, for passes and holds that last longer. */
const CALENDAR_MARGIN_SECONDS = 3600;
/** How long after the opening the lobby is drawn. */
export const DRAW_SETTLE_SECONDS = 5;
/** Most arrivals that a lane issues per person: duplicates and failed batches leave gaps. */
const ARRIVALS_A_PERSON_MAX = 3;
const SEED_BYTES = 32;

export class SaleState {
  readonly options: SaleOptions;
  readonly random: Random;
  readonly people: People;
  readonly queue: SimulatedQueue;
  readonly hall: SimulatedHall;
  readonly traffic: TrafficCounter;
  readonly meter: Meter;
  readonly estimates: EstimateAccuracy;
  readonly checks: Checks;
  /** When each person acts next, and when each pass ends. */
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
  /** People with a valid pass at this moment. */
  live = 0;
  /** The public queue as the CDN answers with it: fetched up to a second ago, from a function that read it a second before. */
  publicQueue: PublicQueue;
  private fetched: PublicQueue;

  constructor(options: SaleOptions) {
    this.options = options;
    this.random = newRandom(options.seed);
    this.people = new People(options, this.random);
    const seconds = LOBBY_SECONDS + SALE_SECONDS_MAX + options["pass-seconds"] + CALENDAR_MARGIN_SECONDS;
    this.steps = new Calendar(seconds, this.people);
    this.passEnds = new Calendar(seconds, newLinks(options.users));
    this.hall = new SimulatedHall(options.seats);
    this.estimates = new EstimateAccuracy(options.users, this.random.uniform);
    this.checks = new Checks(options.users * ARRIVALS_A_PERSON_MAX, {
      admitPerTick: options["admit-per-tick"],
      tickSeconds: options["tick-seconds"],
    });
    this.queue = newSimulatedQueue(options, this.random);
    const requestsPerSecondMax = options["requests-per-second"];
    this.traffic = new TrafficCounter({ requestsPerSecondMax, requestsBurstMax: requestsPerSecondMax });
    this.meter = new Meter(this.traffic);
    this.fetched = this.readPublicQueue();
    this.publicQueue = this.fetched;
  }

  /** Seconds since the opening. */
  get at(): number {
    return this.second - LOBBY_SECONDS;
  }

  private readPublicQueue(): PublicQueue {
    const { queue, options } = this;
    return publicQueueOf(queue.queue, this.clock(), {
      tickSeconds: options["tick-seconds"],
      drawSettleSeconds: DRAW_SETTLE_SECONDS,
    });
  }

  /** A second is over. */
  endSecond(): void {
    this.meter.endSecond(this.second);
    this.publicQueue = this.fetched;
    this.fetched = this.readPublicQueue();
    this.second += 1;
  }

  /** The time on some function's clock, which differs by up to half of the skew to either side. */
  clock(): number {
    const half = Math.floor(this.options.skew / 2);
    return EPOCH + this.second + (half === 0 ? 0 : this.random.between(-half, half));
  }

  becomes(person: number, state: number): void {
    const { state: states } = this.people;
    this.waiting += Number(state === STATE.waiting) - Number(states[person] === STATE.waiting);
    states[person] = state;
  }

  /** Schedules somebody's next step in this many seconds. */
  again(person: number, seconds: number): void {
    this.steps.add(this.second + Math.max(1, seconds), person);
  }

  /** Somebody is inside from now on, until their pass ends or they leave. */
  comesIn(person: number, passUntil: number): void {
    this.people.isLive[person] = 1;
    this.live += 1;
    // On a clock that is behind, the pass is valid for a moment longer.
    this.passEnds.add(Math.max(this.second, passUntil + Math.floor(this.options.skew / 2)), person);
    this.checks.live(this.live, this.options["max-active"], this.at);
  }

  /** Somebody is no longer inside. */
  goes(person: number): void {
    if (this.people.isLive[person] === 0) return;
    this.people.isLive[person] = 0;
    this.live -= 1;
  }

  /** Somebody leaves from inside, which frees their room. */
  leavesInside(person: number): void {
    this.becomes(person, STATE.left);
    this.meter.count("leaveInside");
    this.queue.leave(this.people.number(person));
    this.goes(person);
  }

  /** Somebody leaves before their turn. Their number costs no room (Q10). */
  leavesWaiting(person: number): void {
    this.becomes(person, STATE.left);
    this.count.leftWaiting += 1;
    this.meter.count("leave");
    const arrival = this.people.arrival(person);
    if (arrival === 0) return;
    this.queue.writeOff(arrival);
    this.checks.left(arrival);
  }

  /** Somebody closes the page because all is sold. The service hears nothing of it. */
  givesUp(person: number): void {
    this.becomes(person, STATE.closedPage);
    this.count.leftWaiting += 1;
  }
}

const newSimulatedQueue = (options: SaleOptions, random: Random): SimulatedQueue =>
  new SimulatedQueue(
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
    Array.from({ length: SEED_BYTES }, () => random.between(0, 255).toString(16).padStart(2, "0")).join(""),
    { tickSeconds: options["tick-seconds"], clockSkewSeconds: 2, inventoryPercent: options["inventory-percent"] },
  );
