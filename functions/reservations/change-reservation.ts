/** The use case of changing what a hold costs: the price types of its seats, and its promotion code. */
import { findPerformanceDate } from "#functions/catalog/catalog-store.ts";
import type { Prices } from "#functions/catalog/rules/prices.ts";
import { findSection } from "#functions/charts/chart-store.ts";
import { enterCode } from "#functions/promotions/enter-code.ts";
import { readPromotion } from "#functions/promotions/promotion-store.ts";
import type { Promotion } from "#functions/promotions/rules/promotion.ts";
import { changePrices, readReservation } from "#functions/reservations/reservation-store.ts";
import { isAccessibleSeat, ratesOf, type SeatToPrice } from "#functions/reservations/rules/pricing.ts";
import { repriced } from "#functions/reservations/rules/repricing.ts";
import { type Reservation, requireHeld } from "#functions/reservations/rules/reservation.ts";
import { rateOfSeat } from "#functions/reservations/rules/seat-rates.ts";
import { sectionOf } from "#functions/seats/rules/seat-layout.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { systemClock } from "#functions/shared/time.ts";

export interface ReservationChangeInput {
  readonly reservationId: string;
  readonly userId: string;
  /** By seat id. */
  readonly priceTypes: Readonly<Record<string, string>>;
  /** null removes the code; undefined leaves it as it is. */
  readonly promotionCode: string | null | undefined;
}

const TRIES_MAX = 6;

/**
 * Gives the seats of a hold other price types, or the hold another promotion code, in one write. The amount is the
 * service's alone (M2), and a payment at the same time takes either the amount before or the one after. A code is entered
 * once for a request, however often the write is tried.
 * @throws Problem RESERVATION_NOT_FOUND, SEAT_NOT_FOUND, RESERVATION_NOT_HELD, HOLD_EXPIRED, PRICE_TYPE_NOT_OFFERED,
 * PRICE_TYPE_LIMIT_EXCEEDED, PROMOTION_CODE_INVALID, PROMOTION_CODE_USED_UP, PROMOTION_CODE_ATTEMPTS or
 * REQUEST_IN_PROGRESS
 */
export const changeReservation = (input: ReservationChangeInput): Promise<Reservation> => {
  let entered: Promotion | undefined;
  return retryOnConflict(TRIES_MAX, async () => {
    const now = systemClock();
    const hold = await readReservation(input.reservationId);
    if (hold?.userId !== input.userId) throw new Problem("RESERVATION_NOT_FOUND");
    requireHeld(hold, now);
    requireSeats(hold, Object.keys(input.priceTypes));

    const seats = await seatsToPrice(hold, input.priceTypes);
    const offer = await offerOf(hold);
    // Wrong price types are refused before a code is entered and counted.
    requireRates(seats, offer);
    if (typeof input.promotionCode === "string") entered ??= await enter(hold, input.promotionCode);
    const promotion = input.promotionCode === undefined ? await promotionOf(hold) : entered;

    const after = repriced(hold, requireRates(seats, offer, promotion), promotion?.code);
    return (await changePrices(hold, after, systemClock())) ? after : AGAIN;
  });
};

const requireSeats = ({ seatIds }: Reservation, named: readonly string[]): void => {
  const unknown = named.filter((seatId) => !seatIds.includes(seatId));
  if (unknown.length > 0) throw new Problem("SEAT_NOT_FOUND", { seatIds: unknown });
};

const seatsToPrice = async (
  hold: Reservation,
  priceTypes: Readonly<Record<string, string>>,
): Promise<readonly SeatToPrice[]> => {
  const sectionIds = [...new Set(hold.seatIds.map(sectionOf))];
  const sections = await Promise.all(sectionIds.map((sectionId) => findSection(hold.chartId, sectionId)));
  return hold.seatIds.map((seatId) => {
    const current = rateOfSeat(hold, seatId);
    const isAccessible = sections.some((section) => section !== undefined && isAccessibleSeat(section, seatId));
    return { seatId, category: current.category, isAccessible, priceType: priceTypes[seatId], current };
  });
};

const offerOf = async ({ performanceId }: Reservation): Promise<Prices> => {
  const performance = await findPerformanceDate(performanceId);
  if (performance === undefined) throw new Error(`There is no performance ${performanceId}.`);
  return performance;
};

/** @throws Problem if the seats can't have these price types */
const requireRates = (...wanted: Parameters<typeof ratesOf>) => {
  const pricing = ratesOf(...wanted);
  if ("refusal" in pricing) throw new Problem(pricing.refusal.code, pricing.refusal.evidence);
  return pricing.rates;
};

const enter = (hold: Reservation, code: string): Promise<Promotion> => {
  const categories = hold.seatIds.map((seatId) => rateOfSeat(hold, seatId).category);
  return enterCode({ concertId: hold.concertId, userId: hold.userId, code, categories }, systemClock());
};

/** The promotion that a hold has already. Its time and its uses are checked when it is paid. */
const promotionOf = async ({ concertId, promotionCode }: Reservation): Promise<Promotion | undefined> =>
  promotionCode === undefined ? undefined : readPromotion(concertId, promotionCode, { consistent: true });
