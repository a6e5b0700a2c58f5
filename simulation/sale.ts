/** Simulates a sale second by second: people join, poll, come in, hold, pay and leave, while ticks admit them. */
import { Buying } from "#simulation/buying.ts";
import { CHECKED } from "#simulation/checks.ts";
import { fairnessOf } from "#simulation/fairness.ts";
import { Joining } from "#simulation/joining.ts";
import type { SaleOptions } from "#simulation/options.ts";
import { LOBBY_SECONDS, STATE } from "#simulation/people.ts";
import type { Sample, SimulationResult } from "#simulation/result.ts";
import { SALE_SECONDS_MAX, SaleState } from "#simulation/sale-state.ts";
import { Ticks } from "#simulation/ticks.ts";
import { Waiting } from "#simulation/waiting.ts";
import { waitsOf } from "#simulation/waits.ts";

const SAMPLE_SECONDS = 10;
const PROGRESS_SECONDS = 30;
const MINUTE_SECONDS = 60;

export interface Progress {
  /** 0 to 1. */
  readonly share: number;
  /** Seconds since the opening. */
  readonly at: number;
}

/** Simulates a whole sale. The same options give the same result, except for `realSeconds`. */
export const simulateSale = (options: SaleOptions, onProgress: (progress: Progress) => void): SimulationResult =>
  new Simulation(new SaleState(options)).run(onProgress);

class Simulation {
  private readonly sale: SaleState;
  private readonly joining: Joining;
  private readonly waiting: Waiting;
  private readonly buying: Buying;
  private readonly ticks: Ticks;
  private readonly samples: Sample[] = [];

  constructor(sale: SaleState) {
    this.sale = sale;
    this.joining = new Joining(sale);
    this.waiting = new Waiting(sale);
    this.buying = new Buying(sale);
    this.ticks = new Ticks(sale);
  }

  run(onProgress: (progress: Progress) => void): SimulationResult {
    const started = performance.now();
    const { sale } = this;
    const { people, steps, passEnds } = sale;
    for (let person = 0; person < people.count; person += 1) steps.add(Math.floor(people.comesAt[person] ?? 0), person);
    while (sale.second < LOBBY_SECONDS + SALE_SECONDS_MAX && steps.size + passEnds.size > 0) {
      this.runSecond();
      if (sale.second % PROGRESS_SECONDS === 0) onProgress({ share: this.shareDone(), at: sale.at });
      sale.endSecond();
    }
    sale.checks.ended(sale.waiting, sale.hall.free, sale.at);
    return this.result((performance.now() - started) / 1000);
  }

  private runSecond(): void {
    const { second, passEnds, steps, hall, meter, options } = this.sale;
    this.joining.deliver();
    for (let person = passEnds.take(second); person >= 0; person = passEnds.take(second)) this.sale.goes(person);
    for (let person = steps.take(second); person >= 0; person = steps.take(second)) this.step(person);
    this.buying.recount();
    hall.count();
    if (second % options["tick-seconds"] === 0) this.ticks.tick();
    if (second % MINUTE_SECONDS === 0) meter.count("minute");
    if (second % SAMPLE_SECONDS === 0) this.sample();
  }

  private step(person: number): void {
    switch (Number(this.sale.people.state[person])) {
      case STATE.coming:
        this.joining.join(person);
        break;
      case STATE.waiting:
        this.waiting.poll(person);
        break;
      case STATE.claiming:
        this.waiting.writeClaim(person);
        break;
      case STATE.inside:
        this.buying.choose(person);
        break;
      case STATE.holding:
        this.buying.payOrExpire(person);
        break;
      default:
        throw new Error(`Person ${person} is done but is scheduled again.`);
    }
  }

  private sample(): void {
    const { at, waiting, live, queue, hall, options, meter } = this.sale;
    this.samples.push({
      at,
      waiting,
      live,
      active: queue.queue.stats.active,
      maxActive: options["max-active"],
      held: hall.held,
      sold: hall.sold,
      ...meter.rates(SAMPLE_SECONDS),
    });
  }

  /** Progress by seats sold or by people who are done, whichever is further. */
  private shareDone(): number {
    const { hall, steps, passEnds, people } = this.sale;
    const gone = 1 - (steps.size + passEnds.size) / people.count;
    return Math.min(1, Math.max(0, hall.sold / hall.capacity, gone));
  }

  private result(realSeconds: number): SimulationResult {
    const traffic = this.sale.traffic.traffic();
    this.sale.checks.withinCapacity(traffic, this.sale.at);
    const { options, second, people, count, waiting, hall, estimates, meter, checks } = this.sale;
    const { claims, ...counted } = count;
    return {
      options,
      virtualSeconds: second,
      realSeconds,
      people: { ...counted, users: people.count, noShows: count.admitted - claims, stillWaiting: waiting },
      seats: { capacity: hall.capacity, sold: hall.sold, soldOutAt: this.buying.soldOutAt },
      ticks: this.ticks.count,
      samples: this.samples,
      waits: waitsOf(people),
      eta: estimates.etaError(),
      chances: estimates.chanceTable(),
      fairness: fairnessOf(people),
      lateness: this.waiting.lateness(),
      traffic,
      usage: meter.usage(),
      checked: CHECKED,
      violations: checks.violations,
    };
  }
}
