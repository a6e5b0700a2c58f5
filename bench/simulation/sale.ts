/** Plays a sale second by second: people join, ask, come in, hold, pay and go, while ticks admit them. */
import { Calendar, newLinks } from "#bench/simulation/calendar.ts";
import { type Chance, newChance } from "#bench/simulation/chance.ts";
import { CHECKED, Checks } from "#bench/simulation/checks.ts";
import { fairnessOf } from "#bench/simulation/fairness.ts";
import { Mailbox } from "#bench/simulation/mailbox.ts";
import { Meter } from "#bench/simulation/meter.ts";
import type { SaleOptions } from "#bench/simulation/options.ts";
import { LOBBY_SECONDS, People, STATE } from "#bench/simulation/people.ts";
import { PlayedHall } from "#bench/simulation/played-hall.ts";
import { PlayedLine } from "#bench/simulation/played-line.ts";
import type { Sample, SimulationResult } from "#bench/simulation/result.ts";
import { Told } from "#bench/simulation/told.ts";
import { waitsOf } from "#bench/simulation/waits.ts";
import { sizeOf } from "#functions/queue/admission.ts";
import { isDrawn, LANE_NAMES, type LaneName, laneOf, statusOf } from "#functions/queue/line.ts";
import { chanceOf } from "#functions/queue/stock-limit.ts";
import { estimatedWait, type Position, pollSeconds } from "#functions/queue/waiting-time.ts";

/** The second 0 of every sale, so that times look like times. */
const EPOCH = 1_800_000_000;
const SALE_SECONDS_MAX = 4 * 3600;
const DRAW_SETTLE_SECONDS = 5;
const SAMPLE_SECONDS = 10;
/** While somebody has no number yet. */
const ARRIVING_POLL_SECONDS = 2;
/** How long people look before they hold seats, and then until they have paid. */
const CHOOSE_SECONDS = 40;
const PAY_SECONDS = 45;
/** Sold out for good, half of those who are told so go each time they ask. */
const GIVES_UP_PERCENT = 50;
const STALLED_CLAIM_PERCENT = 0.3;
const SECTION_SEATS = 1000;

export interface Progress {
  /** 0 to 1. */
  readonly share: number;
  readonly second: number;
}

export const playSale = (options: SaleOptions, onProgress: (progress: Progress) => void): SimulationResult =>
  new Sale(options).play(onProgress);

class Sale {
  private readonly options: SaleOptions;
  private readonly chance: Chance;
  private readonly people: People;
  private readonly steps: Calendar;
  private readonly passEnds: Calendar;
  private readonly mailbox: Mailbox;
  private readonly line: PlayedLine;
  private readonly hall: PlayedHall;
  private readonly meter = new Meter();
  private readonly told: Told;
  private readonly checks: Checks;
  private readonly samples: Sample[] = [];
  private readonly stalled = new Map<number, { readonly expiresAt: number }>();
  private readonly ticks = { run: 0, crashed: 0, overlapped: 0 };
  private readonly count = {
    joins: 0,
    duplicateJoins: 0,
    admitted: 0,
    claims: 0,
    buyers: 0,
    leftWaiting: 0,
    refusedSoldOut: 0,
  };
  private second = 0;
  private waiting = 0;
  private live = 0;
  private sectionsTouched = 0;
  private soldOutAt: number | null = null;

  constructor(options: SaleOptions) {
    this.options = options;
    this.chance = newChance(options.seed);
    this.people = new People(options, this.chance);
    const seconds = LOBBY_SECONDS + SALE_SECONDS_MAX + options["pass-seconds"] + 3600;
    this.steps = new Calendar(seconds, this.people);
    this.passEnds = new Calendar(seconds, newLinks(options.users));
    this.mailbox = new Mailbox(this.chance);
    this.hall = new PlayedHall(options.seats);
    this.told = new Told(options.users, this.chance.uniform);
    this.checks = new Checks(options.users * 3);
    const seed = Array.from({ length: 32 }, () => this.chance.between(0, 255).toString(16).padStart(2, "0")).join("");
    this.line = new PlayedLine(
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
      seed,
      { clockSkewSeconds: 2, stockPercent: options["stock-percent"] },
    );
  }

  play(onProgress: (progress: Progress) => void): SimulationResult {
    const started = performance.now();
    for (let person = 0; person < this.people.count; person += 1) this.steps.add(this.comesIn(person), person);
    const end = LOBBY_SECONDS + SALE_SECONDS_MAX;
    while (this.second < end && this.steps.size + this.passEnds.size > 0) {
      this.playSecond();
      if (this.second % 30 === 0) onProgress({ share: this.doneShare(), second: this.second - LOBBY_SECONDS });
      this.second += 1;
    }
    this.checks.ended(this.waiting, this.hall.free, this.second - LOBBY_SECONDS);
    return this.result((performance.now() - started) / 1000);
  }

  private playSecond(): void {
    const { second } = this;
    this.deliverJoins();
    for (let person = this.passEnds.take(second); person >= 0; person = this.passEnds.take(second))
      this.endPass(person);
    for (let person = this.steps.take(second); person >= 0; person = this.steps.take(second)) this.step(person);
    if (this.sectionsTouched > 0) this.recount();
    this.hall.count();
    if (second % this.options["tick-seconds"] === 0) this.tick();
    if (second % 60 === 0) this.meter.count("minute");
    if (second % SAMPLE_SECONDS === 0) this.sample();
  }

  // Joining

  private comesIn(person: number): number {
    return Math.floor(this.people.comesAt[person] ?? 0);
  }

  private join(person: number): void {
    const { people, options, chance } = this;
    this.count.joins += 1;
    this.meter.count("join");
    if (statusOf(this.line.line, this.clock()) === "SOLD_OUT") {
      this.becomes(person, STATE.refused);
      this.count.refusedSoldOut += 1;
      return;
    }
    const copies = chance.percent(options.duplicates) ? 2 : 1;
    this.count.duplicateJoins += copies - 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (copy > 0) this.meter.count("join");
      this.mailbox.send(this.second, people.comesAt[person] ?? 0, person);
    }
    this.becomes(person, STATE.waiting);
    this.again(person, ARRIVING_POLL_SECONDS);
  }

  /** As number-arrivals does: a block of arrivals for each lane of a batch, and a place for who has none yet. */
  private deliverJoins(): void {
    for (const { people, isCrashed } of this.mailbox.batches(this.second)) {
      this.meter.numberBatch(people.length);
      for (const lane of LANE_NAMES) {
        const joins = people.filter((person) => this.laneFor(person) === lane);
        if (joins.length === 0) continue;
        const first = this.line.takeArrivals(lane, joins.length);
        // A block that was taken by a function that stopped then is a gap.
        if (!isCrashed) this.number(joins, first);
      }
    }
  }

  /** A place for who has none yet: a second copy leaves its arrival unused. */
  private number(joins: readonly number[], first: number): void {
    const { people } = this;
    for (const [index, person] of joins.entries()) {
      if (people.arrival(person) === 0) people.setArrival(person, first + index);
    }
  }

  private laneFor(person: number): LaneName {
    return this.people.isPresale[person] === 1 ? "PRESALE" : "GENERAL";
  }

  // Each person's next step

  private step(person: number): void {
    switch (Number(this.people.state[person])) {
      case STATE.coming:
        this.join(person);
        break;
      case STATE.waiting:
        this.ask(person);
        break;
      case STATE.claiming:
        this.writeClaim(person);
        break;
      case STATE.inside:
        this.choose(person);
        break;
      case STATE.holding:
        this.payOrLapse(person);
        break;
      default:
        throw new Error(`Person ${person} is done and comes again.`);
    }
  }

  private becomes(person: number, state: number): void {
    const { state: states } = this.people;
    this.waiting += Number(state === STATE.waiting) - Number(states[person] === STATE.waiting);
    states[person] = state;
  }

  private again(person: number, seconds: number): void {
    this.steps.add(this.second + Math.max(1, seconds), person);
  }

  /** Clocks of functions differ: half of the skew to each side. */
  private clock(): number {
    const half = Math.floor(this.options.skew / 2);
    return EPOCH + this.second + (half === 0 ? 0 : this.chance.between(-half, half));
  }

  private ask(person: number): void {
    const { people, line, second } = this;
    if (people.givesUpAt(person) <= second) {
      if (people.isPolite[person] === 1) this.leaveWaiting(person);
      else this.becomes(person, STATE.closedPage);
      return;
    }
    this.meter.count("poll");
    const arrival = people.arrival(person);
    if (arrival === 0) {
      this.again(person, ARRIVING_POLL_SECONDS);
      return;
    }
    const now = this.clock();
    if (!isDrawn(line.line)) {
      this.again(person, this.pollSeconds(null, now));
      return;
    }

    const number = this.numberOf(person, arrival);
    const lane = laneOf(number);
    const { served } = line.line.lanes[lane];
    if (number <= served) this.claim(person, number, now);
    else this.wait(person, { lane, ahead: number - served - 1 }, now);
  }

  private pollSeconds(position: Position | null, now: number): number {
    const random = this.chance.uniform();
    return pollSeconds(this.line.line, position, now, { tickSeconds: this.options["tick-seconds"], random });
  }

  private numberOf(person: number, arrival: number): number {
    const known = this.people.number(person);
    if (known > 0) return known;
    const number = this.line.numberOf(arrival);
    this.checks.numbered(number, this.second - LOBBY_SECONDS);
    this.people.setNumber(person, number);
    return number;
  }

  private wait(person: number, position: Position, now: number): void {
    const { line } = this.line;
    if (line.figures.at > 0) {
      const wait = estimatedWait(line, position, now, this.options["tick-seconds"]);
      if (wait !== null) this.told.tell(person, this.second, wait, chanceOf(line.figures, position.ahead));
    }
    const isOver = line.soldOut && line.figures.seatsHeld === 0;
    if (isOver && this.chance.percent(GIVES_UP_PERCENT)) {
      this.told.ended(person, false);
      this.leaveWaiting(person);
      return;
    }
    this.again(person, this.pollSeconds(position, now));
  }

  private leaveWaiting(person: number): void {
    this.becomes(person, STATE.left);
    this.count.leftWaiting += 1;
    this.meter.count("leave");
  }

  // Coming in

  private claim(person: number, number: number, now: number): void {
    this.checks.claimed(this.line.line, number, this.second - LOBBY_SECONDS);
    const turn = this.line.turnOf(number, now);
    if (turn === undefined) {
      this.becomes(person, STATE.missedTurn);
      return;
    }
    this.stalled.set(person, turn);
    if (!this.chance.percent(STALLED_CLAIM_PERCENT)) {
      this.writeClaim(person);
      return;
    }
    this.becomes(person, STATE.claiming);
    this.again(person, this.chance.between(1, this.options["claim-seconds"]));
  }

  private writeClaim(person: number): void {
    const { people } = this;
    const turn = this.stalled.get(person);
    this.stalled.delete(person);
    const number = people.number(person);
    this.meter.count("claim");
    if (turn === undefined || !this.line.claim(number)) {
      this.becomes(person, STATE.missedTurn);
      return;
    }
    const admittedAt = this.line.admittedAt(number) - EPOCH;
    this.becomes(person, STATE.inside);
    people.admittedAt[person] = admittedAt;
    people.passUntil[person] = turn.expiresAt - EPOCH;
    people.isLive[person] = 1;
    this.live += 1;
    this.count.claims += 1;
    this.told.admitted(person, admittedAt);
    // On the clock of a function that lags, the pass is good for a moment longer.
    this.passEnds.add(Math.max(this.second, turn.expiresAt - EPOCH + Math.floor(this.options.skew / 2)), person);
    this.checks.live(this.live, this.options["max-active"], this.second - LOBBY_SECONDS);
    this.again(person, this.chance.duration(CHOOSE_SECONDS));
  }

  private endPass(person: number): void {
    if (this.people.isLive[person] === 1) this.goes(person);
  }

  /** Somebody is inside no longer. */
  private goes(person: number): void {
    this.people.isLive[person] = 0;
    this.live -= 1;
  }

  private leaveInside(person: number): void {
    this.becomes(person, STATE.left);
    this.meter.count("leaveInside");
    this.line.leave(this.people.number(person));
    this.goes(person);
  }

  // Seats

  private choose(person: number): void {
    const { people, hall } = this;
    this.meter.count("look");
    if (people.isLive[person] === 0) {
      this.becomes(person, STATE.closedPage);
      return;
    }
    if (people.isBuyer[person] === 0) {
      this.looksOnly(person);
      return;
    }
    // Who finds too few seats takes what is left.
    const seats = hall.hold(Math.min(people.seatsWanted[person] ?? 1, hall.free));
    if (seats === 0) {
      this.meter.holdRefused();
      this.told.ended(person, false);
      this.leaveInside(person);
      return;
    }
    this.meter.hold(seats);
    this.sectionsTouched += 1;
    this.checks.seats(hall, this.second - LOBBY_SECONDS);
    this.becomes(person, STATE.holding);
    people.seatsHeld[person] = seats;
    people.heldUntil[person] = this.second + this.options["hold-seconds"];
    const pays = this.second + this.chance.duration(PAY_SECONDS);
    const isInTime = people.isPayer[person] === 1 && pays < (people.heldUntil[person] ?? 0);
    this.steps.add(isInTime ? pays : (people.heldUntil[person] ?? 0), person);
  }

  /** Half of them say that they go; the others' passes run out. */
  private looksOnly(person: number): void {
    if (this.chance.percent(50)) this.leaveInside(person);
    else this.becomes(person, STATE.closedPage);
  }

  private payOrLapse(person: number): void {
    const { people, hall } = this;
    const seats = people.seatsHeld[person] ?? 0;
    this.sectionsTouched += 1;
    if (this.second >= (people.heldUntil[person] ?? 0)) {
      hall.lapse(seats);
      this.meter.count("lapse");
      this.becomes(person, STATE.closedPage);
      return;
    }
    hall.pay(seats);
    this.meter.pay(seats);
    this.count.buyers += 1;
    this.told.ended(person, true);
    this.becomes(person, STATE.bought);
    this.line.leave(people.number(person));
    if (people.isLive[person] === 1) this.goes(person);
    if (hall.sold === hall.capacity) this.soldOutAt ??= this.second - LOBBY_SECONDS;
  }

  private recount(): void {
    const sections = Math.ceil(this.options.seats / SECTION_SEATS);
    this.meter.count("recount", Math.min(sections, this.sectionsTouched));
    this.sectionsTouched = 0;
  }

  // Admission

  private tick(): void {
    const { line, options, chance } = this;
    const now = this.clock();
    if (!isDrawn(line.line)) {
      if (now < line.line.settings.opensAt + DRAW_SETTLE_SECONDS) return;
      line.draw();
    }
    this.ticks.run += 1;
    const decisions = [line.decide(now, this.hall.stock())];
    if (chance.percent(options.overlaps)) {
      this.ticks.overlapped += 1;
      decisions.push(line.decide(this.clock(), this.hall.stock()));
    }
    if (chance.percent(options.crashes)) {
      this.ticks.crashed += 1;
      return;
    }
    for (const pending of chance.shuffled(decisions)) {
      const { line: before } = line;
      this.meter.tick(line.liveShards().length, pending.decision.admitted.length);
      if (!line.write(pending)) continue;
      this.checks.decided(before, pending.decision, this.second - LOBBY_SECONDS);
      this.count.admitted += pending.decision.admitted.reduce((sum, cohort) => sum + sizeOf(cohort), 0);
    }
    this.checks.counted(line.line.figures.active, this.live, this.second - LOBBY_SECONDS);
  }

  // What comes of it

  private sample(): void {
    const { hall, line, options } = this;
    this.samples.push({
      at: this.second - LOBBY_SECONDS,
      waiting: this.waiting,
      live: this.live,
      active: line.line.figures.active,
      maxActive: options["max-active"],
      held: hall.held,
      sold: hall.sold,
      ...this.meter.rates(SAMPLE_SECONDS),
    });
  }

  private doneShare(): number {
    const sold = this.hall.sold / this.hall.capacity;
    const gone = 1 - (this.steps.size + this.passEnds.size) / this.people.count;
    return Math.min(1, Math.max(0, sold, gone));
  }

  private result(realSeconds: number): SimulationResult {
    const { joins, duplicateJoins, admitted, claims, buyers, leftWaiting, refusedSoldOut } = this.count;
    return {
      options: this.options,
      virtualSeconds: this.second,
      realSeconds,
      people: {
        users: this.people.count,
        joins: joins + duplicateJoins,
        duplicateJoins,
        admitted,
        noShows: admitted - claims,
        buyers,
        leftWaiting,
        refusedSoldOut,
        stillWaiting: this.waiting,
      },
      seats: { capacity: this.hall.capacity, sold: this.hall.sold, soldOutAt: this.soldOutAt },
      ticks: this.ticks,
      samples: this.samples,
      waits: waitsOf(this.people),
      eta: this.told.etaError(),
      chances: this.told.chanceTable(),
      fairness: fairnessOf(this.people),
      usage: this.meter.usage(),
      checked: CHECKED,
      violations: this.checks.violations,
    };
  }
}
