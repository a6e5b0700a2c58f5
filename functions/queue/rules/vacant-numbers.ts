/**
 * Vacant numbers: those whose people left before they claimed a turn, and those of the reserve that nobody has got. They
 * cost no room, since nobody can claim them (Q10). Pure.
 */
import type { LaneName } from "#functions/queue/rules/queue-state.ts";

/** The vacant numbers of each lane that are known, in order. */
export type VacantNumbers = Readonly<Record<LaneName, readonly number[]>>;

export const NONE_VACANT: VacantNumbers = { GENERAL: [], PRESALE: [] };

export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** The index of the first number that is not below `number`. */
const indexFrom = (numbers: readonly number[], number: number): number => {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many of the vacant numbers are in a range. */
export const vacantIn = (vacant: readonly number[], { from, to }: NumberRange): number =>
  Math.max(0, indexFrom(vacant, to + 1) - indexFrom(vacant, from));

/** The last number of the smallest block after `served` in which `people` numbers are not vacant. */
export const endOfBlock = (served: number, people: number, vacant: readonly number[]): number => {
  if (people <= 0) return served;
  let end = served + people;
  for (let index = indexFrom(vacant, served + 1); index < vacant.length; index += 1) {
    if ((vacant[index] ?? end) > end) break;
    end += 1;
  }
  return end;
};

/** Numbers from several sources, in order, each once, within a range. */
export const inOrder = (numbers: readonly number[], { from, to }: NumberRange): readonly number[] =>
  [...new Set(numbers.filter((number) => from <= number && number <= to))].toSorted((a, b) => a - b);
