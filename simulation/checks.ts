/** The invariants of the queue and the seats, checked as the sale goes on. */

import type { Decision } from "#functions/queue/rules/admission.ts";
import { LANE_START, type LaneName, laneOf, type QueueState } from "#functions/queue/rules/queue-state.ts";
import type { PlayedHall } from "#simulation/played-hall.ts";
import type { Violation } from "#simulation/result.ts";

export const CHECKED = [
  "Q2: no two people share a number",
  "Q3: never more live admissions than the cap, nor than the rules count",
  "Q4: numbers are admitted in order, without a gap, and none is taken up before",
  "Q5: nobody is left waiting while seats are free",
  "Q7: the draw gives every place of the lobby its own number",
  "S1: never more seats held and sold than there are",
] as const;

/** More of them say no more. */
const KEPT_MAX = 100;

export class Checks {
  readonly violations: Violation[] = [];
  private readonly seen: Record<LaneName, Uint8Array>;

  /** @param numbersMax how many numbers a lane may come to give out */
  constructor(numbersMax: number) {
    this.seen = { GENERAL: new Uint8Array(numbersMax + 1), PRESALE: new Uint8Array(numbersMax + 1) };
  }

  /** Q2, Q7: two people never share a number. */
  numbered(number: number, at: number): void {
    const lane = laneOf(number);
    const seen = this.seen[lane];
    const local = number - LANE_START[lane];
    this.expect("Q2", seen[local] === 0, at, () => `The number ${number} was given to two people.`);
    seen[local] = 1;
  }

  /** Q3: never more live admissions than the cap, nor more than the rules count. */
  live(live: number, maxActive: number, at: number): void {
    this.expect("Q3", live <= maxActive, at, () => `${live} people are inside, ${maxActive} may be.`);
  }

  counted(active: number, live: number, at: number): void {
    this.expect("Q3", active >= live, at, () => `The rules count ${active} inside, there are ${live}.`);
  }

  /** Q4: a decision goes on where the queue stands, without a gap, and not beyond the numbers given out. */
  decided(queue: QueueState, { admitted }: Decision, at: number): void {
    const next: Record<LaneName, number> = {
      GENERAL: queue.lanes.GENERAL.served + 1,
      PRESALE: queue.lanes.PRESALE.served + 1,
    };
    for (const { from, to } of admitted) {
      const lane = laneOf(to);
      const isNext = from === next[lane] && to >= from && to <= queue.lanes[lane].issued;
      this.expect("Q4", isNext, at, () => `Numbers ${from} to ${to} were admitted, ${next[lane]} is next.`);
      next[lane] = to + 1;
    }
  }

  /** Q4: only a number that the queue has come to is taken up. */
  claimed(queue: QueueState, number: number, at: number): void {
    const { served } = queue.lanes[laneOf(number)];
    this.expect("Q4", number <= served, at, () => `The number ${number} came in at ${served}.`);
  }

  /** S1: no more seats are held and sold than there are. */
  seats({ held, sold, capacity }: PlayedHall, at: number): void {
    this.expect("S1", held >= 0 && held + sold <= capacity, at, () => `${held} held and ${sold} sold of ${capacity}.`);
  }

  /** Q5: nobody waits for ever while there is room and seats. */
  ended(waiting: number, seatsFree: number, at: number): void {
    this.expect(
      "Q5",
      waiting === 0 || seatsFree === 0,
      at,
      () => `${waiting} people wait although ${seatsFree} seats are free.`,
    );
  }

  private expect(invariant: string, holds: boolean, at: number, what: () => string): void {
    if (!holds && this.violations.length < KEPT_MAX) this.violations.push({ invariant, at, what: what() });
  }
}
