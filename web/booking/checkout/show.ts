/** What is shown beside a reservation: the concert's name, and date and prices of the performance. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallResult } from "#client/call-types.ts";
import { loadMenus } from "#web/booking/checkout/seat-list.tsx";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import { call } from "#web/shared/api/client.ts";

export type Concert = CallResult<"readConcert">["body"];
export type Performance = CallResult<"readSchedule">["body"]["items"][number];

export interface Show {
  readonly concert: ReadonlySignal<Concert | undefined>;
  readonly performance: ReadonlySignal<Performance | undefined>;
  /** Whether both have been read, or could not be. */
  readonly isRead: ReadonlySignal<boolean>;
  /** Reads what is not known yet. */
  readonly read: (reservation: Pick<Reservation, "concertId" | "performanceId">) => Promise<void>;
}

export const createShow = (): Show => {
  const concert = signal<Concert | undefined>(undefined);
  const performance = signal<Performance | undefined>(undefined);
  const isRead = signal(false);
  let isReading = false;
  return {
    isRead,
    concert,
    performance,
    read: async ({ concertId, performanceId }) => {
      if (isReading || (concert.peek() !== undefined && performance.peek() !== undefined)) return;
      isReading = true;
      try {
        const [{ body }, found] = await Promise.all([
          call("readConcert", { params: { concertId } }),
          findPerformance(concertId, performanceId),
        ]);
        concert.value = body;
        if (found !== undefined) await loadMenus(found);
        performance.value = found;
      } catch {
        // The next response of the reservation tries again.
      } finally {
        isReading = false;
        isRead.value = true;
      }
    },
  };
};

const findPerformance = async (concertId: string, performanceId: string): Promise<Performance | undefined> => {
  let cursor: string | undefined;
  do {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = await call("readSchedule", { params: { concertId }, query });
    const found = body.items.find((each) => each.performanceId === performanceId);
    if (found !== undefined) return found;
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return undefined;
};
