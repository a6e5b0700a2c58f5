/** What is to be paid, and what that is made of. */
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { type Reservation, totalsOf } from "#web/booking/checkout/totals.ts";
import { count, won } from "#web/shared/format/format.ts";

interface TotalsListProps {
  readonly reservation: Reservation;
}

export const TotalsList = ({ reservation }: TotalsListProps) => {
  const { t } = checkoutText;
  const { prices, discounts, bookingFees, feeEach, amount } = totalsOf(reservation);
  const seats = reservation.seats.length;
  const fee = feeEach === undefined || seats === 1 ? t.bookingFee : t.bookingFeeEach(won(feeEach), count(seats));
  return (
    <dl class="checkout-totals">
      <Row name={t.prices(seats)} value={won(prices)} />
      {discounts > 0 && <Row name={discountName(reservation)} value={won(0 - discounts)} />}
      {bookingFees > 0 && <Row name={fee} value={won(bookingFees)} />}
      <Row name={t.total} value={won(amount)} isTotal />
    </dl>
  );
};

const discountName = ({ promotionCode }: Reservation): string =>
  promotionCode === null ? checkoutText.t.discount : `${checkoutText.t.discount} ${promotionCode}`;

interface RowProps {
  readonly name: string;
  readonly value: string;
  readonly isTotal?: boolean;
}

const Row = ({ name, value, isTotal = false }: RowProps) => (
  <div class={isTotal ? "checkout-total" : undefined}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
