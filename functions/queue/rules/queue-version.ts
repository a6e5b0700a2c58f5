/** The schema version of a queue's item, and what it has brought. Pure. */
import { NO_PACE, type Pace } from "#functions/queue/rules/queue-state.ts";

/**
 * Stored as `v` with each new queue: the item has every field that was added up to this version. An item without it is of
 * version 1. It decides nothing while the service runs: readers take items of every version, newer ones too.
 */
export const QUEUE_VERSION = 2;

/**
 * What an item below version 2 may lack, by its path, and what counts in its place. Readers fill it in; `npm run migrate`
 * stores it.
 */
export const ADDED_TO_QUEUES: {
  readonly "stats.accessibleUnitsLeft": number;
  readonly "stats.soldOutCategories": string[];
  readonly "stats.skipped": number;
  readonly pace: Pace;
} = {
  "stats.accessibleUnitsLeft": 0,
  "stats.soldOutCategories": [],
  "stats.skipped": 0,
  pace: NO_PACE,
};
