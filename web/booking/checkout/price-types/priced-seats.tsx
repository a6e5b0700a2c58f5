/** The seats that are held, with a menu of the prices that each may have, and who may have which. */
import { useSignal } from "@preact/signals";
import { ProblemError } from "#client/problem-error.ts";
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { priceTypesText } from "#web/booking/checkout/price-types/messages.ts";
import {
  offeredTypes,
  type PriceList,
  type PriceOption,
  type PriceType,
  priceOptions,
} from "#web/booking/checkout/price-types/price-choice.ts";
import { plainPrice, priceText, SeatRows } from "#web/booking/checkout/seat-rows.tsx";
import type { HeldSeat } from "#web/booking/checkout/totals.ts";
import { call } from "#web/shared/api/client.ts";
import { count, won } from "#web/shared/format/format.ts";
import { language } from "#web/shared/language/language.ts";
import { announce } from "#web/shared/ui/announcements.tsx";

export interface PricedSeatsProps {
  readonly checkout: Checkout;
  readonly seats: readonly HeldSeat[];
  readonly prices: PriceList;
}

export const PricedSeats = ({ checkout, seats, prices }: PricedSeatsProps) => {
  const { t } = priceTypesText;
  const message = useSignal<{ readonly seatId: string; readonly text: string } | undefined>(undefined);
  const types = offeredTypes(seats, prices);

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
      message.value = { seatId, text: refusalText(error, types) };
    }
  };
  const choiceOf = (seat: HeldSeat) => (
    <>
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
    </>
  );
  return (
    <>
      <SeatRows seats={seats} of={choiceOf} />
      {types.length > 1 && <WhichPrices types={types} />}
    </>
  );
};

interface PriceChoiceProps {
  readonly seat: HeldSeat;
  readonly options: readonly PriceOption[];
  readonly isLocked: boolean;
  readonly choose: (priceType: string) => void;
}

const PriceChoice = ({ seat, options, isLocked, choose }: PriceChoiceProps) => {
  const { t } = priceTypesText;
  if (options.length < 2) return plainPrice(seat);
  const chosen = options.find(({ isChosen }) => isChosen);
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

/** Who may have a price, and how many of it. */
const conditionsOf = ({ eligibility, checkedAtDoor, maxPerReservation, maxPerAccessibleSeat }: PriceType): string => {
  const { t } = priceTypesText;
  return [
    ...(eligibility === undefined ? [] : [`${eligibility[language.value]}.`]),
    ...(checkedAtDoor ? [t.checkedAtDoor] : []),
    ...(maxPerReservation === undefined ? [] : [t.maxPerReservation(count(maxPerReservation))]),
    ...(maxPerAccessibleSeat === undefined ? [] : [t.maxPerAccessibleSeat(count(maxPerAccessibleSeat))]),
  ].join(" ");
};

const WhichPrices = ({ types }: { readonly types: readonly PriceType[] }) => {
  const { t } = priceTypesText;
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
  const { t } = priceTypesText;
  const { changeFailed } = checkoutText.t;
  if (!(error instanceof ProblemError)) return changeFailed;
  if (error.code === "PRICE_TYPE_NOT_OFFERED") return t.typeNotOffered;
  if (error.code !== "PRICE_TYPE_LIMIT_EXCEEDED") return changeFailed;
  const { priceType, seatsMax } = error.body as { readonly priceType?: string; readonly seatsMax?: number };
  const name = types.find((type) => type.priceType === priceType)?.name[language.value] ?? priceType ?? "";
  return seatsMax === 0 ? t.typeNeedsAccessible(name) : t.typeLimit(name, count(seatsMax ?? 0));
};
