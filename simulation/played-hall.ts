/** The seats in memory, all alike: who holds how many, and what the queue gets to know of it. */
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";

/** Availability is recounted from the stream and read once a second: this many seconds behind, at most. */
const BEHIND_SECONDS = 2;

export class PlayedHall {
  readonly capacity: number;
  sold = 0;
  held = 0;
  private buyers = 0;
  private holders = 0;
  private readonly told: Inventory[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get free(): number {
    return this.capacity - this.held - this.sold;
  }

  /** @returns how many seats are held: all or none */
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

  expiry(seats: number): void {
    this.held -= seats;
    this.buyers -= 1;
    this.holders -= 1;
  }

  /** Once a second: what a reader gets to see a moment later. */
  count(): void {
    const { capacity, free, held, buyers, holders } = this;
    this.told.push({ capacity, free, held, buyers, holders });
    if (this.told.length > BEHIND_SECONDS) this.told.shift();
  }

  inventory(): Inventory {
    return this.told[0] ?? { capacity: this.capacity, free: this.capacity, held: 0, buyers: 0, holders: 0 };
  }
}
