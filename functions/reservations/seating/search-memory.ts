/**
 * What a search for seats has found in each part of a hall. Another search for the same wish with a few more seats taken
 * looks again only where these are. Pure but for the memory itself, which its caller passes in.
 */
import type { Split, Splits } from "#functions/reservations/seating/group-split.ts";
import type { FreeRun, SeatBlock } from "#functions/reservations/seating/seat-block.ts";
import { type Stretch, stretchesBySection } from "#functions/reservations/seating/stretch.ts";
import { type Section, sectionOf } from "#functions/seats/rules/seat-layout.ts";

/** What a stretch of seats offers. */
export interface StretchOffer {
  readonly runs: readonly FreeRun[];
  readonly withoutOrphan: SeatBlock | undefined;
  readonly adjacent: SeatBlock | undefined;
}

/** The best split of a section, if it is no further away than a limit. */
export interface SectionSplit {
  readonly limit: number;
  readonly split: Split | undefined;
}

/** The best split over the sections from one on: a chain. */
export interface Chain {
  readonly split: Split;
  /** The number of sections that it covers. */
  readonly sections: number;
  /** Whether the wanted seats of the sections differ in price. */
  readonly isMixed: boolean;
}

export interface SearchMemory {
  readonly stretches: Map<Stretch, StretchOffer>;
  /** By section, of splits that may have a group over a border. */
  readonly splits: Map<Section, SectionSplit>;
  /** By section, of splits that stay on its side of each border. */
  readonly offers: Map<Section, Splits>;
  /** By the place of the first section. */
  readonly chains: Map<number, readonly Chain[]>;
}

export const newMemory = (): SearchMemory => ({
  stretches: new Map(),
  splits: new Map(),
  offers: new Map(),
  chains: new Map(),
});

/** What is in a map, or what is found now and put into it. */
export const remembered = <K, V>(known: Map<K, V>, key: K, find: () => V): V => {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
};

/**
 * Forgets what depends on some seats.
 * @param sections all of the performance
 * @param chainMax the most sections of a chain
 */
export const forget = (
  memory: SearchMemory,
  sections: readonly Section[],
  seatIds: readonly string[],
  chainMax: number,
): void => {
  const names = new Set(seatIds.map(sectionOf));
  const touched = sections.filter(({ sectionId }) => names.has(sectionId));
  const affected = new Set(touched);
  const stretches = stretchesBySection(sections);
  for (const stretch of touched.flatMap((section) => stretches.get(section) ?? [])) {
    memory.stretches.delete(stretch);
    for (const { section } of stretch.parts) affected.add(section);
  }
  for (const section of affected) {
    memory.splits.delete(section);
    memory.offers.delete(section);
    const place = sections.indexOf(section);
    for (let start = place - chainMax + 1; start <= place; start += 1) memory.chains.delete(start);
  }
};
