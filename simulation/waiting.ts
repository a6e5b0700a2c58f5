/** People poll their place as often as the service says, and claim their turn when it has come. */

import { chanceOf } from "#functions/queue/rules/inventory-limit.ts";
import { isDrawn, laneOf } from "#functions/queue/rules/queue-state.ts";
import { estimatedWait, type Position, pollSeconds } from "#functions/queue/rules/waiting-time.ts";
import { ARRIVING_POLL_SECONDS } from "#simulation/joining.ts";
import { STATE } from "#simulation/people.ts";
import { EPOCH, type SaleState } from "#simulation/sale-state.ts";

/** Share of people who leave at each poll once the sale is sold out for good. */
const GIVES_UP_PERCENT = 50;
/** Share of claims that are delayed between their reads and their write. */
const STALLED_CLAIM_PERCENT = 0.3;
/** Median time that people look before they hold seats. */
const CHOOSE_SECONDS = 40;

export class Waiting {
  private readonly sale: SaleState;
  /** The ends of passes whose claims have not been written yet. */
  private readonly claims = new Map<number, number>();

  constructor(sale: SaleState) {
    this.sale = sale;
  }

  /** GET queue-token, by somebody who is waiting. */
  poll(person: number): void {
    const { sale } = this;
    const { people, queue } = sale;
    if (people.givesUpAt(person) <= sale.second) {
      if (people.isPolite[person] === 1) sale.leavesWaiting(person);
      else sale.becomes(person, STATE.closedPage);
      return;
    }
    sale.meter.count("poll");
    const arrival = people.arrival(person);
    const now = sale.clock();
    if (arrival === 0) sale.again(person, ARRIVING_POLL_SECONDS);
    else if (isDrawn(queue.queue)) this.pollWithNumber(person, this.numberOf(person, arrival), now);
    else sale.again(person, this.pollSeconds(null, now));
  }

  private pollWithNumber(person: number, number: number, now: number): void {
    const lane = laneOf(number);
    const { served } = this.sale.queue.queue.lanes[lane];
    if (number <= served) this.claim(person, number, now);
    else this.wait(person, { lane, ahead: number - served - 1 }, now);
  }

  private pollSeconds(position: Position | null, now: number): number {
    const { queue, options, random } = this.sale;
    return pollSeconds(queue.queue, position, now, { tickSeconds: options["tick-seconds"], random: random.uniform() });
  }

  private numberOf(person: number, arrival: number): number {
    const { people, queue, checks, at } = this.sale;
    const known = people.number(person);
    if (known > 0) return known;
    const number = queue.numberOf(arrival);
    checks.numbered(number, at);
    people.setNumber(person, number);
    return number;
  }

  private wait(person: number, position: Position, now: number): void {
    const { sale } = this;
    const { estimates, random, second, options } = sale;
    const { queue } = sale.queue;
    const wait = estimatedWait(queue, position, now, options["tick-seconds"]);
    if (wait !== null) estimates.shown(person, second, wait, chanceOf(queue.stats, position.ahead));
    const isOver = queue.soldOut && queue.stats.seatsHeld === 0;
    if (isOver && random.percent(GIVES_UP_PERCENT)) {
      estimates.ended(person, false);
      sale.leavesWaiting(person);
      return;
    }
    sale.again(person, this.pollSeconds(position, now));
  }

  private claim(person: number, number: number, now: number): void {
    const { sale } = this;
    sale.checks.claimed(sale.queue.queue, number, sale.at);
    const turn = sale.queue.turnOf(number, now);
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

  /** The transaction of a claim, which fails if the shard has been closed meanwhile. */
  writeClaim(person: number): void {
    const { sale } = this;
    const { people, queue, count } = sale;
    const passUntil = this.claims.get(person);
    this.claims.delete(person);
    const number = people.number(person);
    sale.meter.count("claim");
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
}
