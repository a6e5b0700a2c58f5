/** People learn their number, watch the public queue as the typed client does, and claim their turn when it has come. */

import { againSeconds, lobbyPollSeconds, nextPollSeconds, numberPollSeconds } from "#contract/waiting/next-poll.ts";
import { outlookOf } from "#contract/waiting/outlook.ts";
import { isServed } from "#contract/waiting/place.ts";
import { STATE } from "#simulation/people.ts";
import type { Lateness } from "#simulation/result.ts";
import { EPOCH, type SaleState } from "#simulation/sale-state.ts";

/** Share of people who close the page at each poll once the sale is sold out for good. */
const GIVES_UP_PERCENT = 50;
/** Share of claims that are delayed between their reads and their write. */
const STALLED_CLAIM_PERCENT = 0.3;
/** Median time that people look before they hold seats. */
const CHOOSE_SECONDS = 40;

export class Waiting {
  private readonly sale: SaleState;
  /** The ends of passes whose claims have not been written yet. */
  private readonly claims = new Map<number, number>();
  /** How many people learned of their turn after this number of seconds. */
  private readonly late: number[] = [];

  constructor(sale: SaleState) {
    this.sale = sale;
  }

  /** Somebody who is waiting looks what has become of their place. */
  poll(person: number): void {
    const { sale } = this;
    const { people } = sale;
    if (people.givesUpAt(person) <= sale.second) {
      if (people.isPolite[person] === 1) sale.leavesWaiting(person);
      else sale.becomes(person, STATE.closedPage);
      return;
    }
    if (people.knowsPlace[person] === 0) this.readPlace(person);
    else this.watch(person);
  }

  /** GET queue-token, until it shows an arrival. */
  private readPlace(person: number): void {
    const { sale } = this;
    const { people, publicQueue, random } = sale;
    if (!sale.meter.passes("readPlace")) {
      this.retry(person);
      return;
    }
    if (people.arrival(person) > 0) {
      people.knowsPlace[person] = 1;
      this.watch(person);
      return;
    }
    const lane = people.isPresale[person] === 1 ? "PRESALE" : "GENERAL";
    const waitedSeconds = sale.second - Math.floor(people.joinedAt[person] ?? 0);
    sale.again(person, numberPollSeconds(publicQueue, { lane, waitedSeconds }, random.uniform()));
  }

  /** GET queue. */
  private watch(person: number): void {
    const { sale } = this;
    const { publicQueue, random } = sale;
    sale.meter.watch();
    if (publicQueue.draw.seed === null) {
      sale.again(person, lobbyPollSeconds(publicQueue, random.uniform()));
      return;
    }
    const number = this.numberOf(person);
    if (isServed(publicQueue, number)) this.claim(person, number);
    else this.wait(person, number);
  }

  private numberOf(person: number): number {
    const { people, queue, checks, at } = this.sale;
    const known = people.number(person);
    if (known > 0) return known;
    const number = queue.numberOf(people.arrival(person));
    checks.numbered(number, at);
    people.setNumber(person, number);
    return number;
  }

  private wait(person: number, number: number): void {
    const { sale } = this;
    const { estimates, random, second, publicQueue } = sale;
    const { estimatedWaitSeconds, chance } = outlookOf(publicQueue, number);
    if (estimatedWaitSeconds !== null) estimates.shown(person, second, estimatedWaitSeconds, chance);
    const isOver = publicQueue.status === "SOLD_OUT" && publicQueue.demand.seatsHeld === 0;
    if (isOver && random.percent(GIVES_UP_PERCENT)) {
      estimates.ended(person, false);
      sale.givesUp(person);
      return;
    }
    sale.again(person, nextPollSeconds(publicQueue, number, random.uniform()));
  }

  /** GET queue-token, which claims. */
  private claim(person: number, number: number): void {
    const { sale } = this;
    this.learned(number);
    sale.checks.claimed(sale.queue.queue, number, sale.at);
    if (!sale.meter.passes("claim")) {
      sale.checks.claimRefused(sale.at);
      this.retry(person);
      return;
    }
    const turn = sale.queue.turnOf(number, sale.clock());
    if (turn === undefined) {
      sale.becomes(person, STATE.missedTurn);
      return;
    }
    this.claims.set(person, turn.expiresAt - EPOCH);
    if (sale.random.percent(STALLED_CLAIM_PERCENT)) {
      sale.becomes(person, STATE.claiming);
      sale.again(person, sale.random.between(1, sale.options["claim-seconds"]));
    } else this.writeClaim(person);
  }

  /** The same call again, which API Gateway refused. */
  private retry(person: number): void {
    const { sale } = this;
    sale.again(person, Math.round(againSeconds(1, sale.random.uniform())));
  }

  private learned(number: number): void {
    const { sale } = this;
    const lateSeconds = sale.second - sale.queue.servedAt(number);
    this.late[lateSeconds] = (this.late[lateSeconds] ?? 0) + 1;
    sale.checks.learned(lateSeconds, this.lateLimit, sale.at);
  }

  private get lateLimit(): number {
    return Math.max(Math.floor(this.sale.options["claim-seconds"] / 3), 1);
  }

  /** The transaction of a claim, which fails if the shard has been closed meanwhile. */
  writeClaim(person: number): void {
    const { sale } = this;
    const { people, queue, count } = sale;
    const passUntil = this.claims.get(person);
    this.claims.delete(person);
    const number = people.number(person);
    if (passUntil === undefined || !queue.claim(number)) {
      sale.becomes(person, STATE.missedTurn);
      return;
    }
    const admittedAt = queue.admittedAt(number) - EPOCH;
    people.admittedAt[person] = admittedAt;
    count.claims += 1;
    sale.estimates.admitted(person, admittedAt);
    sale.becomes(person, STATE.inside);
    sale.comesIn(person, passUntil);
    sale.again(person, sale.random.duration(CHOOSE_SECONDS));
  }

  lateness(): Lateness {
    const seconds = this.late.flatMap((people, late) => Array.from({ length: people }, () => late));
    return {
      medianSeconds: seconds[Math.floor(seconds.length / 2)] ?? 0,
      p95Seconds: seconds[Math.floor(seconds.length * 0.95)] ?? 0,
      maxSeconds: seconds.at(-1) ?? 0,
      limitSeconds: this.lateLimit,
    };
  }
}
