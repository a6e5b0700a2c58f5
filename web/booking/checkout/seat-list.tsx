/** The seats that are held and the price of each: to choose, where there is a choice. */
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { priceTypesText } from "#web/booking/checkout/price-types/messages.ts";
import type { PricedSeatsProps } from "#web/booking/checkout/price-types/priced-seats.tsx";
import { SeatRows } from "#web/booking/checkout/seat-rows.tsx";
import type { Performance } from "#web/booking/concert-facts/concert-facts.ts";
import { later } from "#web/shared/ui/later.tsx";

interface SeatListProps {
  readonly checkout: Checkout;
}

/** Many concerts have one price a category. */
const PricedSeats = later<PricedSeatsProps>(
  async () => (await import("#web/booking/checkout/price-types/priced-seats.tsx")).PricedSeats,
  { text: [priceTypesText], Meanwhile: SeatRows },
);

const hasChoice = ({ prices }: Performance): boolean => prices.some(({ types }) => types.length > 1);

/** Loads the menus, where there are any, so that nothing moves once the seats are shown. */
export const loadMenus = async (performance: Performance): Promise<void> => {
  if (hasChoice(performance)) await PricedSeats.load();
};

export const SeatList = ({ checkout }: SeatListProps) => {
  const seats = checkout.reservation.value?.seats ?? [];
  const performance = checkout.show.performance.value;
  return (
    <section aria-labelledby="checkout-seats">
      <h2 id="checkout-seats">{checkoutText.t.seats(seats.length)}</h2>
      {performance !== undefined && hasChoice(performance) ? (
        <PricedSeats checkout={checkout} seats={seats} prices={performance.prices} />
      ) : (
        <SeatRows seats={seats} />
      )}
    </section>
  );
};
