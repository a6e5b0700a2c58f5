/** What a reservation costs and what that is made of, in won. Pure. */
import type { CallResult } from "#client/call-types.ts";

export type Reservation = CallResult<"readReservation">["body"];
export type HeldSeat = Reservation["seats"][number];

export interface Totals {
  readonly prices: number;
  readonly discounts: number;
  readonly bookingFees: number;
  /** The booking fee of each seat, if it is the same for all. */
  readonly feeEach: number | undefined;
  /** The service's own sum: what is paid. */
  readonly amount: number;
}

const sum = (seats: readonly HeldSeat[], of: (seat: HeldSeat) => number): number =>
  seats.reduce((total, seat) => total + of(seat), 0);

export const totalsOf = ({ seats, amount }: Pick<Reservation, "seats" | "amount">): Totals => {
  const fees = new Set(seats.map(({ bookingFee }) => bookingFee));
  return {
    prices: sum(seats, ({ price }) => price),
    discounts: sum(seats, ({ discount }) => discount),
    bookingFees: sum(seats, ({ bookingFee }) => bookingFee),
    feeEach: fees.size === 1 ? seats[0]?.bookingFee : undefined,
    amount,
  };
};
