/** The seats in memory, all of one kind: how many are held and sold, and the inventory that the queue sees. */
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";

/** Availability is recounted from the stream and read once a second, so it is at most this much out of date. */
const BEHIND_SECONDS = 2;

export class SimulatedHall {
  readonly capacity: number;
  sold = 0;
  held = 0;
  private buyers = 0;
  private holders = 0;
  private readonly counted: Inventory[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get free(): number {
    return this.capacity - this.held - this.sold;
  }

  /** @returns the number of seats held: all or none */
  hold(seats: number): number {
    if (seats > this.free) return 0;
    this.held += seats;
    this.buyers += 1;
    this.holders += 1;
    return seats;
  }

  pay(seats: number): void {
    this.held -= seats;
    this.sold += seats;
    this.holders -= 1;
  }

  expire(seats: number): void {
    this.held -= seats;
    this.buyers -= 1;
    this.holders -= 1;
  }

  /** Counts the seats once a second; readers see the count a moment later. */
  count(): void {
    const { capacity, free, held, buyers, holders } = this;
    this.counted.push({ capacity, free, held, buyers, holders });
    if (this.counted.length > BEHIND_SECONDS) this.counted.shift();
  }

  inventory(): Inventory {
    return this.counted[0] ?? { capacity: this.capacity, free: this.capacity, held: 0, buyers: 0, holders: 0 };
  }
}
