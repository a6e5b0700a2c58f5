/** What the seat page needs before it can show anything. */
import type { CallResult } from "#client/call-types.ts";
import { type Performance, performancesOnSale } from "#web/booking/pass/on-sale.ts";
import type { Availability } from "#web/booking/seats/offers.ts";
import type { Chart } from "#web/booking/seats/section-seats.ts";
import { call } from "#web/shared/api/client.ts";

export type Reservation = CallResult<"readReservation">["body"];

export interface Loaded {
  readonly performance: Performance;
  readonly chart: Chart;
  readonly availability: Availability;
  readonly own: OwnSeats;
}

/** What the buyer has of this performance already. */
export interface OwnSeats {
  readonly hold: Reservation | undefined;
  readonly bought: number;
}

/** As far as the newest reservations say. It is of use, not needed: without it the page works as well. */
const readOwnSeats = async (performanceId: string, nowMs: number): Promise<OwnSeats> => {
  try {
    const { body } = await call("listReservations", { query: { limit: 20 } });
    const own = body.items.filter((item) => item.performanceId === performanceId);
    return {
      hold: own.find(({ status, expiresAt }) => status === "HELD" && Date.parse(expiresAt) > nowMs),
      bought: own.filter(({ status }) => status === "PAID").reduce((sum, { seats }) => sum + seats.length, 0),
    };
  } catch {
    return { hold: undefined, bought: 0 };
  }
};

/** @returns undefined if the performance is not on sale */
export const loadPage = async (
  concertId: string,
  performanceId: string,
  queueToken: string,
  nowMs: () => number,
): Promise<Loaded | undefined> => {
  const availability = call("readAvailability", { params: { performanceId } });
  const own = readOwnSeats(performanceId, nowMs());
  // If the first of them fails, nobody waits for the others any more.
  availability.catch(() => undefined);
  const onSale = await performancesOnSale(concertId, queueToken);
  const performance = onSale.find((each) => each.performanceId === performanceId);
  if (performance === undefined) return undefined;
  const { body: chart } = await call("readChart", { params: { chartId: performance.chartId } });
  return { performance, chart, availability: (await availability).body, own: await own };
};
