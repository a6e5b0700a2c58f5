/** The seats that are held, as they are printed, and the price of each. */
import { useSignal } from "@preact/signals";
import { ProblemError } from "#client/problem-error.ts";
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { offeredTypes, type PriceOption, type PriceType, priceOptions } from "#web/booking/checkout/price-choice.ts";
import type { HeldSeat } from "#web/booking/checkout/totals.ts";
import { call } from "#web/shared/api/client.ts";
import { count, won } from "#web/shared/format/format.ts";
import { language } from "#web/shared/language/language.ts";
import { announce } from "#web/shared/ui/announcements.tsx";

interface SeatListProps {
  readonly checkout: Checkout;
}

const NONE: readonly HeldSeat[] = [];

export const SeatList = ({ checkout }: SeatListProps) => {
  const { t } = checkoutText;
  const seats = checkout.reservation.value?.seats ?? NONE;
  const prices = checkout.show.performance.value?.prices ?? [];
  const message = useSignal<{ readonly seatId: string; readonly text: string } | undefined>(undefined);

  const choose = async (seatId: string, priceType: string): Promise<void> => {
    message.value = undefined;
    try {
      await checkout.change("prices", async () => {
        const { reservationId } = checkout;
        const body = { priceTypes: { [seatId]: priceType } };
        return (await call("changeReservation", { params: { reservationId }, body })).body;
      });
      announce(t.priceChanged(won(checkout.reservation.value?.amount ?? 0)), "polite");
    } catch (error) {
      message.value = { seatId, text: refusalText(error, offeredTypes(seats, prices)) };
    }
  };
  const types = offeredTypes(seats, prices);
  return (
    <section aria-labelledby="checkout-seats">
      <h2 id="checkout-seats">{t.seats(seats.length)}</h2>
      <ul class="checkout-seats">
        {seats.map((seat) => (
          <li key={seat.seatId}>
            <SeatName seat={seat} />
            <PriceChoice
              seat={seat}
              options={priceOptions(seat, seats, prices)}
              isLocked={checkout.isLocked.value}
              choose={(priceType) => void choose(seat.seatId, priceType)}
            />
            {message.value?.seatId === seat.seatId && (
              <p class="checkout-problem" role="alert">
                {message.value.text}
              </p>
            )}
          </li>
        ))}
      </ul>
      {types.length > 1 && <WhichPrices types={types} />}
    </section>
  );
};

const SeatName = ({ seat }: { readonly seat: HeldSeat }) => (
  <p class="checkout-seat-name">
    <strong>{seat.label}</strong> <span class="checkout-quiet">{seat.category}</span>
  </p>
);

interface PriceChoiceProps {
  readonly seat: HeldSeat;
  readonly options: readonly PriceOption[];
  readonly isLocked: boolean;
  readonly choose: (priceType: string) => void;
}

const PriceChoice = ({ seat, options, isLocked, choose }: PriceChoiceProps) => {
  const { t } = checkoutText;
  const chosen = options.find(({ isChosen }) => isChosen);
  if (options.length < 2) {
    return <p class="checkout-seat-price">{priceText(seat.price)}</p>;
  }
  const hint = chosen === undefined ? "" : conditionsOf(chosen.type);
  return (
    <>
      <select
        class="checkout-select"
        aria-label={t.priceTypeOf(seat.label)}
        value={seat.priceType}
        disabled={isLocked}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {chosen === undefined && <option value={seat.priceType}>{priceText(seat.price)}</option>}
        {options.map(({ type, price, isFull }) => (
          <option key={type.priceType} value={type.priceType} disabled={isFull}>
            {t.typeOption(type.name[language.value], priceText(price))}
            {isFull ? ` (${t.typeFull})` : ""}
          </option>
        ))}
      </select>
      {hint !== "" && <p class="checkout-quiet checkout-hint">{hint}</p>}
    </>
  );
};

const priceText = (price: number): string => (price === 0 ? checkoutText.t.free : won(price));

/** Who may have a price, and how many of it. */
const conditionsOf = ({ eligibility, checkedAtDoor, maxPerReservation, maxPerAccessibleSeat }: PriceType): string => {
  const { t } = checkoutText;
  return [
    ...(eligibility === undefined ? [] : [`${eligibility[language.value]}.`]),
    ...(checkedAtDoor ? [t.checkedAtDoor] : []),
    ...(maxPerReservation === undefined ? [] : [t.maxPerReservation(count(maxPerReservation))]),
    ...(maxPerAccessibleSeat === undefined ? [] : [t.maxPerAccessibleSeat(count(maxPerAccessibleSeat))]),
  ].join(" ");
};

const WhichPrices = ({ types }: { readonly types: readonly PriceType[] }) => {
  const { t } = checkoutText;
  return (
    <details class="checkout-details">
      <summary>{t.whichPrices}</summary>
      <dl>
        {types.map((type) => (
          <div key={type.priceType}>
            <dt>{type.name[language.value]}</dt>
            <dd>{conditionsOf(type) || t.forEverybody}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
};

const refusalText = (error: unknown, types: readonly PriceType[]): string => {
  const { t } = checkoutText;
  if (!(error instanceof ProblemError)) return t.changeFailed;
  if (error.code === "PRICE_TYPE_NOT_OFFERED") return t.typeNotOffered;
  if (error.code !== "PRICE_TYPE_LIMIT_EXCEEDED") return t.changeFailed;
  const { priceType, seatsMax } = error.body as { readonly priceType?: string; readonly seatsMax?: number };
  const name = types.find((type) => type.priceType === priceType)?.name[language.value] ?? priceType ?? "";
  return seatsMax === 0 ? t.typeNeedsAccessible(name) : t.typeLimit(name, count(seatsMax ?? 0));
};
