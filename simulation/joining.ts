/** People join, and their joins are numbered. */

import { againSeconds, numberPollSeconds } from "#contract/waiting/next-poll.ts";
import { LANE_NAMES, type LaneName, statusOf } from "#functions/queue/rules/queue-state.ts";
import { Mailbox } from "#simulation/mailbox.ts";
import { LOBBY_SECONDS, STATE } from "#simulation/people.ts";
import type { SaleState } from "#simulation/sale-state.ts";

export class Joining {
  private readonly sale: SaleState;
  private readonly mailbox: Mailbox;

  constructor(sale: SaleState) {
    this.sale = sale;
    this.mailbox = new Mailbox(sale.random);
  }

  /** POST queue-token, which some people send twice. */
  join(person: number): void {
    const { sale } = this;
    const { people, options, random, count } = sale;
    if (!sale.meter.passes("join")) {
      sale.again(person, Math.round(againSeconds(people.refused(person), random.uniform())));
      return;
    }
    count.joins += 1;
    people.joinedAt[person] = Math.max(people.comesAt[person] ?? 0, sale.second);
    if (statusOf(sale.queue.queue, sale.clock()) === "SOLD_OUT") {
      sale.becomes(person, STATE.refused);
      count.refusedSoldOut += 1;
      return;
    }
    this.mailbox.send(sale.second, people.joinedAt[person] ?? 0, person);
    if (random.percent(options.duplicates) && sale.meter.passes("join")) {
      count.joins += 1;
      count.duplicateJoins += 1;
      this.mailbox.send(sale.second, people.joinedAt[person] ?? 0, person);
    }
    sale.becomes(person, STATE.waiting);
    sale.again(
      person,
      numberPollSeconds(sale.publicQueue, { lane: this.laneOf(person), waitedSeconds: 0 }, random.uniform()),
    );
  }

  /** Like number-arrivals: takes a block of arrivals for each lane of a batch, for those who have none yet. */
  deliver(): void {
    const { queue, meter, second } = this.sale;
    for (const { people, isCrashed } of this.mailbox.batches(second)) {
      meter.numberBatch(people.length);
      for (const lane of LANE_NAMES) {
        const joins = [...new Set(people)].filter(
          (person) => this.laneOf(person) === lane && this.hasNoArrival(person),
        );
        if (joins.length === 0) continue;
        const first = queue.takeArrivals(lane, joins.length);
        // If the function stops after taking a block, the block is a gap.
        if (!isCrashed) for (const [index, person] of joins.entries()) this.number(person, lane, first + index);
      }
    }
  }

  private hasNoArrival(person: number): boolean {
    return this.sale.people.arrival(person) === 0;
  }

  /** Who joined before the opening and is numbered after the draw gets a drawn arrival, as long as there are any. */
  private number(person: number, lane: LaneName, arrival: number): void {
    const { people, queue, checks, at } = this.sale;
    const { drawnTo = arrival } = queue.queue.lanes[lane];
    const isLate = (people.joinedAt[person] ?? 0) < LOBBY_SECONDS && arrival > drawnTo;
    const drawn = isLate ? queue.takeOfReserve(lane) : undefined;
    if (drawn !== undefined) queue.writeOff(arrival);
    people.setArrival(person, drawn ?? arrival);
    if (isLate) checks.inTime(drawn !== undefined || !queue.hasReserve(lane), arrival, at);
  }

  private laneOf(person: number): LaneName {
    return this.sale.people.isPresale[person] === 1 ? "PRESALE" : "GENERAL";
  }
}
