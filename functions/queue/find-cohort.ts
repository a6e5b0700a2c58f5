/** What claims keep in memory of cohorts. They never change, so a function reads each of them once. */
import { readCohortsFrom } from "#functions/queue/cohort-store.ts";
import type { Cohort } from "#functions/queue/rules/queue-state.ts";
import { BoundedMap } from "#functions/shared/bounded-map.ts";

/** The cohorts that were read last, by concert and last number. */
const known = new BoundedMap<string, Cohort & { readonly concertId: string }>(2000);

/**
 * The cohort that a number was admitted with. An eventually consistent read may show that the queue has moved on a
 * moment before it shows the new cohort, so a cohort that seems to be missing is read again, consistently.
 */
export const findCohort = async (concertId: string, number: number): Promise<Cohort | undefined> => {
  const find = () =>
    [...known.values()].find(
      (cohort) => cohort.concertId === concertId && cohort.from <= number && number <= cohort.to,
    );
  for (const isConsistent of [false, true]) {
    if (find()) break;
    for (const cohort of await readCohortsFrom(concertId, number, isConsistent)) {
      known.set(`${concertId} ${cohort.to}`, { ...cohort, concertId });
    }
  }
  return find();
};
