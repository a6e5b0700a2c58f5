/**
 * What can happen in a sale: plain data, so that a history can be generated, shrunk and run again. A step finds the
 * reservation or message that it is about when it runs.
 */
import type { Fault } from "#test/histories/race/faults.ts";
import type { PriceTypeName, Setup } from "#test/histories/race/test-sale.ts";

/** An index that counts back from the last one, and around. */
export type Which = number;

export type Task =
  | { readonly kind: "hold"; readonly person: number; readonly from: number; readonly seats: number }
  | { readonly kind: "pay" | "extend" | "release"; readonly which: Which }
  /** All seats of a hold get a price type, or only the first. */
  | { readonly kind: "change"; readonly which: Which; readonly priceType: PriceTypeName; readonly some: boolean }
  | { readonly kind: "cancel"; readonly which: Which; readonly some: boolean }
  | { readonly kind: "top-up"; readonly person: number; readonly amount: number }
  /** A request that was sent before, with its key. */
  | { readonly kind: "repeat"; readonly which: Which }
  /** A reminder, whether or not it is due or has been delivered before. */
  | { readonly kind: "reminder"; readonly which: Which }
  /** A batch of the stream: new changes, or some from further back. */
  | { readonly kind: "changes"; readonly back: number; readonly count: number }
  /** The clock moves by some seconds, or to the end of a hold, or near it. */
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "end of hold"; readonly which: Which; readonly seconds: number };

export interface Step {
  readonly task: Task;
  readonly clockOffset: number;
  readonly fault: Fault | null;
}

/** Steps that are under way at once, their calls in any order. Rounds follow each other. */
export type Round = readonly Step[];

export interface History {
  readonly setup: Setup;
  readonly rounds: readonly Round[];
}
