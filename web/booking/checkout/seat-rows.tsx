/** The seats that are held, as they are printed, each with its price or with whatever else is to be said of it. */
import type { ComponentChildren } from "preact";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import type { HeldSeat } from "#web/booking/checkout/totals.ts";
import { won } from "#web/shared/format/format.ts";

interface SeatRowsProps {
  readonly seats: readonly HeldSeat[];
  /** By default its price. */
  readonly of?: (seat: HeldSeat) => ComponentChildren;
}

export const SeatRows = ({ seats, of = plainPrice }: SeatRowsProps) => (
  <ul class="checkout-seats">
    {seats.map((seat) => (
      <li key={seat.seatId}>
        <p class="checkout-seat-name">
          <strong>{seat.label}</strong> <span class="checkout-quiet">{seat.category}</span>
        </p>
        {of(seat)}
      </li>
    ))}
  </ul>
);

export const plainPrice = ({ price }: HeldSeat) => <p class="checkout-seat-price">{priceText(price)}</p>;

export const priceText = (price: number): string => (price === 0 ? checkoutText.t.free : won(price));
