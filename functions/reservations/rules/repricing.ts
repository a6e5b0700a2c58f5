/** A hold whose seats get other prices. Pure. */
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import {
  amountOf,
  rateOfSeat,
  type SeatRate,
  type SeatRates,
  seatRates,
} from "#functions/reservations/rules/seat-rates.ts";

/** The rates of the seats when they were held, in the order of the request. */
const heldRates = ({ seatIds, rates, rateOf, heldRateOf }: Reservation): readonly SeatRate[] =>
  heldRateOf === undefined
    ? seatIds.map((seatId) => rateOfSeat({ rates, rateOf }, seatId))
    : heldRateOf.flatMap((index) => rates[index] ?? []);

const indexesOf = (ids: readonly string[], { rateOf }: SeatRates): readonly number[] =>
  ids.map((id) => rateOf[id] ?? 0);

/**
 * The hold with other rates. It remembers those it began with, by their indexes alone, so that a repeat of the request
 * that held the seats gets the response that it got.
 * @param rates one for each of its seats, in their order
 */
export const repriced = (
  hold: Reservation,
  rates: readonly SeatRate[],
  promotionCode: string | undefined,
): Reservation => {
  const { seatIds } = hold;
  // A seat id has dashes, a position has none.
  const before = heldRates(hold).map((rate, position) => ({ ...rate, seatId: String(position) }));
  const after = seatIds.flatMap((seatId, position) => {
    const rate = rates[position];
    return rate === undefined ? [] : { ...rate, seatId };
  });
  const all = seatRates([...before, ...after]);
  const heldRateOf = indexesOf(
    before.map(({ seatId }) => seatId),
    all,
  );
  const rateOf = Object.fromEntries(seatIds.map((seatId) => [seatId, all.rateOf[seatId] ?? 0]));
  const isAsHeld = indexesOf(seatIds, all).every((rate, position) => rate === heldRateOf[position]);
  return {
    ...hold,
    rates: all.rates,
    rateOf,
    heldRateOf: isAsHeld ? undefined : heldRateOf,
    amount: amountOf(seatIds, { rates: all.rates, rateOf }),
    promotionCode,
  };
};
