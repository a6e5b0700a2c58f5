/** What is shown beside a reservation: the concert, and date and prices of the performance. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import {
  type Concert,
  concertFacts,
  concertIn,
  type Performance,
  performanceIn,
  refreshConcert,
} from "#web/booking/concert-facts/concert-facts.ts";

export interface Show {
  readonly concert: ReadonlySignal<Concert | undefined>;
  readonly performance: ReadonlySignal<Performance | undefined>;
  /** Whether both have been read, or could not be. */
  readonly isRead: ReadonlySignal<boolean>;
  /** Reads what is not known yet. */
  readonly read: () => Promise<void>;
}

/** @param prepare is called with the performance before it is said to be read */
export const createShow = (
  reservation: ReadonlySignal<Pick<Reservation, "concertId" | "performanceId"> | undefined>,
  prepare: (performance: Performance) => Promise<void>,
): Show => {
  const isRead = signal(false);
  const facts = computed(() => reservation.value && concertFacts(reservation.value.concertId));
  const concert = computed(() => facts.value && concertIn(facts.value));
  const performance = computed(
    () => reservation.value && facts.value && performanceIn(facts.value, reservation.value.performanceId),
  );
  return {
    concert,
    performance,
    isRead,
    read: async () => {
      const known = reservation.peek();
      if (known === undefined || (isRead.peek() && performance.peek() !== undefined)) return;
      await refreshConcert(known.concertId);
      const found = performance.peek();
      if (found !== undefined) await prepare(found);
      isRead.value = true;
    },
  };
};
