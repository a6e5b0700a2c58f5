/** People join, and their joins are numbered. */

import { LANE_NAMES, type LaneName, statusOf } from "#functions/queue/rules/queue-state.ts";
import { Mailbox } from "#simulation/mailbox.ts";
import { STATE } from "#simulation/people.ts";
import type { World } from "#simulation/sale-state.ts";

/** While somebody has no number yet. */
export const ARRIVING_POLL_SECONDS = 2;

export class Joining {
  private readonly world: World;
  private readonly mailbox: Mailbox;

  constructor(world: World) {
    this.world = world;
    this.mailbox = new Mailbox(world.chance);
  }

  /** POST queue-token, some of them twice. */
  join(person: number): void {
    const { world } = this;
    const { people, options, chance, count } = world;
    count.joins += 1;
    world.meter.count("join");
    if (statusOf(world.queue.queue, world.clock()) === "SOLD_OUT") {
      world.becomes(person, STATE.refused);
      count.refusedSoldOut += 1;
      return;
    }
    this.mailbox.send(world.second, people.comesAt[person] ?? 0, person);
    if (chance.percent(options.duplicates)) {
      count.joins += 1;
      count.duplicateJoins += 1;
      world.meter.count("join");
      this.mailbox.send(world.second, people.comesAt[person] ?? 0, person);
    }
    world.becomes(person, STATE.waiting);
    world.again(person, ARRIVING_POLL_SECONDS);
  }

  /** As number-arrivals does: a block of arrivals for each lane of a batch, and a place for who has none yet. */
  deliver(): void {
    const { queue, meter, second } = this.world;
    for (const { people, isCrashed } of this.mailbox.batches(second)) {
      meter.numberBatch(people.length);
      for (const lane of LANE_NAMES) {
        const joins = people.filter((person) => this.laneOf(person) === lane);
        if (joins.length === 0) continue;
        const first = queue.takeArrivals(lane, joins.length);
        // A block that was taken by a function that stopped then is a gap.
        if (!isCrashed) this.number(joins, first);
      }
    }
  }

  /** A second copy leaves its arrival unused. */
  private number(joins: readonly number[], first: number): void {
    const { people } = this.world;
    for (const [index, person] of joins.entries()) {
      if (people.arrival(person) === 0) people.setArrival(person, first + index);
    }
  }

  private laneOf(person: number): LaneName {
    return this.world.people.isPresale[person] === 1 ? "PRESALE" : "GENERAL";
  }
}
