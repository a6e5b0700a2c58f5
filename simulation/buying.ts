/** People inside look, hold seats, pay or do not, and go. */
import { LOBBY_SECONDS, STATE } from "#simulation/people.ts";
import type { World } from "#simulation/sale-state.ts";

/** How long people take to pay. */
const PAY_SECONDS = 45;
/** Of those who only look, this part says that they go; the passes of the others run out. */
const POLITE_PERCENT = 50;
const SECTION_SEATS = 1000;

export class Buying {
  private readonly world: World;
  private changes = 0;
  /** Seconds after the opening; null while a seat is not sold. */
  soldOutAt: number | null = null;

  constructor(world: World) {
    this.world = world;
  }

  /** Dates and seats, and then a hold. */
  choose(person: number): void {
    const { world } = this;
    const { people, chance } = world;
    world.meter.count("look");
    if (people.isLive[person] === 0) world.becomes(person, STATE.closedPage);
    else if (people.isBuyer[person] === 1) this.hold(person);
    else if (chance.percent(POLITE_PERCENT)) world.leavesInside(person);
    else world.becomes(person, STATE.closedPage);
  }

  private hold(person: number): void {
    const { world } = this;
    const { people, hall, meter, second, options, chance } = world;
    // Who finds too few seats takes what is left.
    const seats = hall.hold(Math.min(people.seatsWanted[person] ?? 1, hall.free));
    if (seats === 0) {
      meter.holdRefused();
      world.told.ended(person, false);
      world.leavesInside(person);
      return;
    }
    meter.hold(seats);
    this.changes += 1;
    world.checks.seats(hall, world.at);
    world.becomes(person, STATE.holding);
    const expiresAt = second + options["hold-seconds"];
    people.seatsHeld[person] = seats;
    people.expiresAt[person] = expiresAt;
    const paysAt = second + chance.duration(PAY_SECONDS);
    const paysInTime = people.isPayer[person] === 1 && paysAt < expiresAt;
    world.steps.add(paysInTime ? paysAt : expiresAt, person);
  }

  /** What comes first of the two was decided with the hold. */
  payOrLapse(person: number): void {
    const { people, second } = this.world;
    this.changes += 1;
    const seats = people.seatsHeld[person] ?? 0;
    if (second < (people.expiresAt[person] ?? 0)) this.pay(person, seats);
    else this.expiry(person, seats);
  }

  private pay(person: number, seats: number): void {
    const { world } = this;
    world.hall.pay(seats);
    world.meter.pay(seats);
    world.count.buyers += 1;
    world.told.ended(person, true);
    world.becomes(person, STATE.bought);
    world.queue.leave(world.people.number(person));
    world.goes(person);
    if (world.hall.sold === world.hall.capacity) this.soldOutAt ??= world.second - LOBBY_SECONDS;
  }

  private expiry(person: number, seats: number): void {
    this.world.hall.expiry(seats);
    this.world.meter.count("expiry");
    this.world.becomes(person, STATE.closedPage);
  }

  /** Once a second, the sections that were touched are counted again. */
  recount(): void {
    if (this.changes === 0) return;
    this.world.meter.count("recount", Math.min(Math.ceil(this.world.options.seats / SECTION_SEATS), this.changes));
    this.changes = 0;
  }
}
