/**
 * The invariants of the queue and the seats, checked while the sale runs. test/load/invariants.ts and the observer of the
 * queue's random histories check the same invariants again, each from what it can see, on purpose: independent judges.
 */

import type { Decision } from "#functions/queue/rules/admission.ts";
import { LANE_START, type LaneName, laneOf, type QueueState } from "#functions/queue/rules/queue-state.ts";
import type { Traffic, Violation } from "#simulation/result.ts";
import type { SimulatedHall } from "#simulation/simulated-hall.ts";

export const CHECKED = [
  "Q2: no two people share a number",
  "Q3: never more live admissions than the cap, nor than the rules count",
  "Q4: numbers are admitted in order, without a gap, and claimed only after that",
  "Q5: no one is left waiting while seats are free",
  "Q7: the draw gives every place of the lobby its own number",
  "Q10: a number whose owner left before the turn costs no room",
  "Q11: over any tick, no more people are admitted than the pace, whatever overlaps or crashes",
  "Q12: people who joined before the opening have drawn numbers, as long as any is left",
  "S1: never more seats held and sold than there are",
  "waiting: nobody who watches learns of their turn later than a third of the time to claim it",
  "capacity: no claim, hold or payment is refused for its rate, and the API gets no more requests than it may",
] as const;

/** The most people that may be admitted in any stretch of this length. */
interface Pace {
  readonly admitPerTick: number;
  readonly tickSeconds: number;
}

/** More violations would add no information. */
const KEPT_MAX = 100;

export class Checks {
  readonly violations: Violation[] = [];
  private readonly seen: Record<LaneName, Uint8Array>;
  private readonly leftNumbers: Record<LaneName, Uint8Array>;
  private readonly leftArrivals: number[] = [];
  private readonly pace: Pace;
  /** Admissions of the last tick's length, by the true time. */
  private admissions: readonly { readonly at: number; readonly people: number }[] = [];

  /** @param numbersMax the most numbers that a lane can issue */
  constructor(numbersMax: number, pace: Pace) {
    this.pace = pace;
    this.leftNumbers = { GENERAL: new Uint8Array(numbersMax + 1), PRESALE: new Uint8Array(numbersMax + 1) };
    this.seen = { GENERAL: new Uint8Array(numbersMax + 1), PRESALE: new Uint8Array(numbersMax + 1) };
  }

  /** Q2, Q7: two people never share a number. */
  numbered(number: number, at: number): void {
    const lane = laneOf(number);
    const seen = this.seen[lane];
    const local = number - LANE_START[lane];
    this.expect("Q2", seen[local] === 0, at, () => `Two people have the number ${number}.`);
    seen[local] = 1;
  }

  /** Q3: never more live admissions than the cap, nor more than the rules count. */
  live(live: number, maxActive: number, at: number): void {
    this.expect("Q3", live <= maxActive, at, () => `${live} people are inside; the cap is ${maxActive}.`);
  }

  counted(active: number, live: number, at: number): void {
    this.expect("Q3", active >= live, at, () => `The rules count ${active} people inside, but there are ${live}.`);
  }

  /** Somebody has left before their turn. */
  left(arrival: number): void {
    this.leftArrivals.push(arrival);
  }

  /** Q10: a decision counts none of the numbers whose owners have left. */
  private costs({ admitted, people }: Decision, numberOf: (arrival: number) => number, at: number): void {
    for (const arrival of this.leftArrivals.splice(0)) {
      const number = numberOf(arrival);
      const lane = laneOf(number);
      this.leftNumbers[lane][number - LANE_START[lane]] = 1;
    }
    let present = 0;
    for (const { from, to } of admitted) {
      const lane = laneOf(to);
      const hasLeft = this.leftNumbers[lane].subarray(from - LANE_START[lane], to - LANE_START[lane] + 1);
      present += hasLeft.reduce((sum, each) => sum + 1 - each, 0);
    }
    this.expect("Q10", people <= present, at, () => `${people} places are kept for ${present} people.`);
  }

  /**
   * Q4: a decision continues after the last admitted number, without a gap, and not beyond the issued numbers.
   * @param numberOf the number of an arrival
   */
  decided(queue: QueueState, decision: Decision, numberOf: (arrival: number) => number, at: number): void {
    const { admitted } = decision;
    this.admitted(decision.people, at);
    this.costs(decision, numberOf, at);
    const next: Record<LaneName, number> = {
      GENERAL: queue.lanes.GENERAL.served + 1,
      PRESALE: queue.lanes.PRESALE.served + 1,
    };
    for (const { from, to } of admitted) {
      const lane = laneOf(to);
      const isNext = from === next[lane] && to >= from && to <= queue.lanes[lane].issued;
      this.expect("Q4", isNext, at, () => `Numbers ${from} to ${to} were admitted, but ${next[lane]} was next.`);
      next[lane] = to + 1;
    }
  }

  /** Q11: admissions within less than a tick add up to no more than the pace. */
  private admitted(people: number, at: number): void {
    const { admitPerTick, tickSeconds } = this.pace;
    this.admissions = [...this.admissions.filter((each) => each.at > at - tickSeconds), { at, people }];
    const sum = this.admissions.reduce((total, each) => total + each.people, 0);
    this.expect(
      "Q11",
      sum <= admitPerTick,
      at,
      () => `${sum} were admitted within a tick; the pace is ${admitPerTick}.`,
    );
  }

  /** Q12: somebody who joined before the opening has a drawn number. */
  inTime(isDrawn: boolean, arrival: number, at: number): void {
    this.expect("Q12", isDrawn, at, () => `The arrival ${arrival} was not drawn, although its join was sent in time.`);
  }

  /** Q4: only a number that has been admitted is claimed. */
  claimed(queue: QueueState, number: number, at: number): void {
    const { served } = queue.lanes[laneOf(number)];
    this.expect(
      "Q4",
      number <= served,
      at,
      () => `The number ${number} was claimed when only ${served} had been admitted.`,
    );
  }

  /** S1: no more seats are held and sold than there are. */
  seats({ held, sold, capacity }: SimulatedHall, at: number): void {
    this.expect(
      "S1",
      held >= 0 && held + sold <= capacity,
      at,
      () => `${held} seats are held and ${sold} sold, of ${capacity}.`,
    );
  }

  /** Q5: no one waits for ever while there are room and seats. */
  ended(waiting: number, seatsFree: number, at: number): void {
    this.expect(
      "Q5",
      waiting === 0 || seatsFree === 0,
      at,
      () => `${waiting} people are waiting although ${seatsFree} seats are free.`,
    );
  }

  /** How late somebody learned that their turn had come. */
  learned(lateSeconds: number, limitSeconds: number, at: number): void {
    this.expect(
      "waiting",
      lateSeconds <= limitSeconds,
      at,
      () => `Somebody learned of their turn after ${lateSeconds} s, not within ${limitSeconds} s.`,
    );
  }

  claimRefused(at: number): void {
    this.expect("capacity", false, at, () => "A claim was refused, because its route got too many requests.");
  }

  /** Joins and reads of numbers may be refused and are sent again. */
  withinCapacity({ routes, origin }: Traffic, at: number): void {
    for (const { route, refused, perSecondLimit } of routes) {
      const isWithin = refused === 0 || route === "joinQueue" || route === "readQueueToken";
      this.expect(
        "capacity",
        isWithin,
        at,
        () => `${refused} requests to ${route} were above its ${perSecondLimit} a second.`,
      );
    }
    const isWithin = origin.perSecondMax <= origin.perSecondLimit;
    this.expect("capacity", isWithin, at, () => `${origin.perSecondMax} requests a second reached the API.`);
  }

  private expect(invariant: string, holds: boolean, at: number, what: () => string): void {
    if (!holds && this.violations.length < KEPT_MAX) this.violations.push({ invariant, at, what: what() });
  }
}
