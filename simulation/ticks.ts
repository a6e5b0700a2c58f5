/** The ticks that draw the lobby and admit the queue; some of them crash or run beside another one. */

import { sizeOf } from "#functions/queue/rules/admission.ts";
import { isDrawn } from "#functions/queue/rules/queue-state.ts";
import type { World } from "#simulation/sale-state.ts";

const DRAW_SETTLE_SECONDS = 5;

export class Ticks {
  readonly count = { run: 0, crashed: 0, overlapped: 0 };
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  tick(): void {
    const { world } = this;
    const { queue, hall, options, chance } = world;
    const now = world.clock();
    if (!isDrawn(queue.queue)) {
      if (now < queue.queue.settings.opensAt + DRAW_SETTLE_SECONDS) return;
      queue.draw();
    }
    this.count.run += 1;
    const decisions = [queue.decide(now, hall.inventory())];
    if (chance.percent(options.overlaps)) {
      this.count.overlapped += 1;
      decisions.push(queue.decide(world.clock(), hall.inventory()));
    }
    if (chance.percent(options.crashes)) {
      // Shards are closed, and nothing is decided.
      this.count.crashed += 1;
      return;
    }
    for (const pending of chance.shuffled(decisions)) {
      const { queue: before } = queue;
      world.meter.tick(queue.liveShards().length, pending.decision.admitted.length);
      if (!queue.write(pending)) continue;
      world.checks.decided(before, pending.decision, world.at);
      world.count.admitted += pending.decision.admitted.reduce((sum, cohort) => sum + sizeOf(cohort), 0);
    }
    world.checks.counted(queue.queue.stats.active, world.live, world.at);
  }
}
