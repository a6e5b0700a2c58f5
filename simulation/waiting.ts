/** People ask for their place as they are told to, and take their turn up when it has come. */

import { chanceOf } from "#functions/queue/rules/inventory-limit.ts";
import { isDrawn, laneOf } from "#functions/queue/rules/queue-state.ts";
import { estimatedWait, type Position, pollSeconds } from "#functions/queue/rules/waiting-time.ts";
import { ARRIVING_POLL_SECONDS } from "#simulation/joining.ts";
import { STATE } from "#simulation/people.ts";
import { EPOCH, type World } from "#simulation/sale-state.ts";

/** Sold out for good, half of those who are told so go each time they ask. */
const GIVES_UP_PERCENT = 50;
/** Claims that have read all they need and are then held up before their write. */
const STALLED_CLAIM_PERCENT = 0.3;
/** How long people look before they hold seats. */
const CHOOSE_SECONDS = 40;

export class Waiting {
  private readonly world: World;
  /** When the passes of claims end that have not been written yet. */
  private readonly claims = new Map<number, number>();

  constructor(world: World) {
    this.world = world;
  }

  /** GET queue-token, by somebody who waits. */
  ask(person: number): void {
    const { world } = this;
    const { people, queue } = world;
    if (people.givesUpAt(person) <= world.second) {
      if (people.isPolite[person] === 1) world.leavesWaiting(person);
      else world.becomes(person, STATE.closedPage);
      return;
    }
    world.meter.count("poll");
    const arrival = people.arrival(person);
    const now = world.clock();
    if (arrival === 0) world.again(person, ARRIVING_POLL_SECONDS);
    else if (isDrawn(queue.queue)) this.askWithNumber(person, this.numberOf(person, arrival), now);
    else world.again(person, this.pollSeconds(null, now));
  }

  private askWithNumber(person: number, number: number, now: number): void {
    const lane = laneOf(number);
    const { served } = this.world.queue.queue.lanes[lane];
    if (number <= served) this.claim(person, number, now);
    else this.wait(person, { lane, ahead: number - served - 1 }, now);
  }

  private pollSeconds(position: Position | null, now: number): number {
    const { queue, options, chance } = this.world;
    return pollSeconds(queue.queue, position, now, { tickSeconds: options["tick-seconds"], random: chance.uniform() });
  }

  private numberOf(person: number, arrival: number): number {
    const { people, queue, checks, at } = this.world;
    const known = people.number(person);
    if (known > 0) return known;
    const number = queue.numberOf(arrival);
    checks.numbered(number, at);
    people.setNumber(person, number);
    return number;
  }

  private wait(person: number, position: Position, now: number): void {
    const { world } = this;
    const { told, chance, second, options } = world;
    const { queue } = world.queue;
    const wait = estimatedWait(queue, position, now, options["tick-seconds"]);
    if (wait !== null) told.tell(person, second, wait, chanceOf(queue.stats, position.ahead));
    const isOver = queue.soldOut && queue.stats.seatsHeld === 0;
    if (isOver && chance.percent(GIVES_UP_PERCENT)) {
      told.ended(person, false);
      world.leavesWaiting(person);
      return;
    }
    world.again(person, this.pollSeconds(position, now));
  }

  private claim(person: number, number: number, now: number): void {
    const { world } = this;
    world.checks.claimed(world.queue.queue, number, world.at);
    const turn = world.queue.turnOf(number, now);
    if (turn === undefined) {
      world.becomes(person, STATE.missedTurn);
      return;
    }
    this.claims.set(person, turn.expiresAt - EPOCH);
    if (world.chance.percent(STALLED_CLAIM_PERCENT)) {
      world.becomes(person, STATE.claiming);
      world.again(person, world.chance.between(1, world.options["claim-seconds"]));
    } else this.writeClaim(person);
  }

  /** The transaction of a claim; it comes to nothing if the shard has been closed meanwhile. */
  writeClaim(person: number): void {
    const { world } = this;
    const { people, queue, count } = world;
    const passUntil = this.claims.get(person);
    this.claims.delete(person);
    const number = people.number(person);
    world.meter.count("claim");
    if (passUntil === undefined || !queue.claim(number)) {
      world.becomes(person, STATE.missedTurn);
      return;
    }
    const admittedAt = queue.admittedAt(number) - EPOCH;
    people.admittedAt[person] = admittedAt;
    count.claims += 1;
    world.told.admitted(person, admittedAt);
    world.becomes(person, STATE.inside);
    world.comesIn(person, passUntil);
    world.again(person, world.chance.duration(CHOOSE_SECONDS));
  }
}
