/** The ticks that draw the lobby and admit people; some of them crash or overlap with another tick. */

import type { Moment } from "#functions/queue/rules/pace.ts";
import { isDrawn } from "#functions/queue/rules/queue-state.ts";
import { DRAW_SETTLE_SECONDS, EPOCH, type SaleState } from "#simulation/sale-state.ts";

const MINUTE_SECONDS = 60;

export class Ticks {
  readonly count = { run: 0, crashed: 0, overlapped: 0 };
  private readonly sale: SaleState;

  private clockOffset = 0;
  private startedAt = Number.NEGATIVE_INFINITY;

  constructor(sale: SaleState) {
    this.sale = sale;
  }

  /** One function ticks through a minute by one clock; the next one's may differ. */
  private moment(): Moment {
    const { sale } = this;
    if (sale.second - this.startedAt >= MINUTE_SECONDS) {
      this.startedAt = sale.second;
      this.clockOffset = sale.clock() - EPOCH - sale.second;
    }
    return { now: EPOCH + sale.second + this.clockOffset, clockId: String(this.startedAt) };
  }

  tick(): void {
    const { sale } = this;
    const { queue, hall, options, random } = sale;
    const moment = this.moment();
    if (!isDrawn(queue.queue)) {
      if (moment.now < queue.queue.settings.opensAt + DRAW_SETTLE_SECONDS) return;
      queue.draw();
    }
    this.count.run += 1;
    const decisions = [queue.decide(moment, hall.inventory())];
    if (random.percent(options.overlaps)) {
      this.count.overlapped += 1;
      decisions.push(queue.decide({ now: sale.clock(), clockId: "overlapping" }, hall.inventory()));
    }
    if (random.percent(options.crashes)) {
      // Shards are closed, but nothing is admitted.
      this.count.crashed += 1;
      return;
    }
    for (const pending of random.shuffled(decisions)) {
      const { queue: before } = queue;
      sale.meter.tick(queue.liveShards().length, pending.decision.admitted.length);
      if (!queue.write(pending, sale.second)) continue;
      sale.checks.decided(before, pending.decision, (arrival) => queue.numberOf(arrival), sale.at);
      sale.count.admitted += pending.decision.people;
    }
    sale.checks.counted(queue.queue.stats.active, sale.live, sale.at);
  }
}
