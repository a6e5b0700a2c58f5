/** People who are inside look, hold seats, pay or don't, and leave. */
import { LOBBY_SECONDS, STATE } from "#simulation/people.ts";
import type { SaleState } from "#simulation/sale-state.ts";

/** Median time that people take to pay. */
const PAY_SECONDS = 45;
/** The share of people who only look and then leave the queue; the passes of the others expire. */
const POLITE_PERCENT = 50;
const SECTION_SEATS = 1000;

export class Buying {
  private readonly sale: SaleState;
  private changes = 0;
  /** Seconds after the opening; null until all seats are sold. */
  soldOutAt: number | null = null;

  constructor(sale: SaleState) {
    this.sale = sale;
  }

  /** Somebody reads dates and seats, then holds seats or leaves. */
  choose(person: number): void {
    const { sale } = this;
    const { people, random } = sale;
    sale.meter.count("look");
    if (people.isLive[person] === 0) sale.becomes(person, STATE.closedPage);
    else if (people.isBuyer[person] === 1) this.hold(person);
    else if (random.percent(POLITE_PERCENT)) sale.leavesInside(person);
    else sale.becomes(person, STATE.closedPage);
  }

  private hold(person: number): void {
    const { sale } = this;
    const { people, hall, meter, second, options, random } = sale;
    // If too few seats are left, the person takes those.
    const seats = hall.hold(Math.min(people.seatsWanted[person] ?? 1, hall.free));
    if (seats === 0) {
      meter.holdRefused();
      sale.estimates.ended(person, false);
      sale.leavesInside(person);
      return;
    }
    meter.hold(seats);
    this.changes += 1;
    sale.checks.seats(hall, sale.at);
    sale.becomes(person, STATE.holding);
    const expiresAt = second + options["hold-seconds"];
    people.seatsHeld[person] = seats;
    people.expiresAt[person] = expiresAt;
    const paysAt = second + random.duration(PAY_SECONDS);
    const paysInTime = people.isPayer[person] === 1 && paysAt < expiresAt;
    sale.steps.add(paysInTime ? paysAt : expiresAt, person);
  }

  /** Whether the payment or the expiry comes first was decided with the hold. */
  payOrExpire(person: number): void {
    const { people, second } = this.sale;
    this.changes += 1;
    const seats = people.seatsHeld[person] ?? 0;
    if (second < (people.expiresAt[person] ?? 0)) this.pay(person, seats);
    else this.expire(person, seats);
  }

  private pay(person: number, seats: number): void {
    const { sale } = this;
    sale.hall.pay(seats);
    sale.meter.pay(seats);
    sale.count.buyers += 1;
    sale.estimates.ended(person, true);
    sale.becomes(person, STATE.bought);
    sale.queue.leave(sale.people.number(person));
    sale.goes(person);
    if (sale.hall.sold === sale.hall.capacity) this.soldOutAt ??= sale.second - LOBBY_SECONDS;
  }

  private expire(person: number, seats: number): void {
    this.sale.hall.expire(seats);
    this.sale.meter.count("expiry");
    this.sale.becomes(person, STATE.closedPage);
  }

  /** Once a second, sections that have changed are recounted. */
  recount(): void {
    if (this.changes === 0) return;
    this.sale.meter.count("recount", Math.min(Math.ceil(this.sale.options.seats / SECTION_SEATS), this.changes));
    this.changes = 0;
  }
}
