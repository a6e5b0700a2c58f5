/** The service chooses: how many, which category, together, accessible; and one press. */
import { useSignal } from "@preact/signals";
import { type BestWish, holdBest } from "#web/booking/seats/hold.ts";
import { CategorySwatch } from "#web/booking/seats/legend.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import type { CategoryOffer } from "#web/booking/seats/offers.ts";
import { limitOf, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { count, won } from "#web/shared/format/format.ts";
import { AccessibleIcon } from "#web/shared/ui/action-icons.tsx";
import { Button } from "#web/shared/ui/button.tsx";
import { Stepper } from "#web/shared/ui/stepper.tsx";

interface CategoryChoiceProps {
  readonly page: SeatsPage;
  readonly offer: CategoryOffer;
  readonly isChosen: boolean;
  readonly isAccessible: boolean;
  readonly onChoose: () => void;
}

const leftOf = (offer: CategoryOffer, isAccessible: boolean): number =>
  isAccessible ? offer.accessibleUnits : offer.free;

const CategoryChoice = ({ page, offer, isChosen, isAccessible, onChoose }: CategoryChoiceProps) => {
  const { t } = seatsText;
  const left = leftOf(offer, isAccessible);
  return (
    <label class="seats-category">
      <input
        type="radio"
        name="category"
        value={offer.category}
        checked={isChosen}
        disabled={left === 0}
        onChange={onChoose}
      />
      {offer.isStanding ? <span class="seats-swatch" /> : <CategorySwatch page={page} category={offer.category} />}
      <span class="seats-category-name">{offer.label}</span>
      <span class="figures">{won(offer.price)}</span>
      <span class="seats-category-left figures muted">
        {left === 0
          ? isAccessible
            ? t.noUnits
            : t.soldOut
          : isAccessible
            ? t.unitsLeft(count(left))
            : t.left(count(left))}
      </span>
    </label>
  );
};

/** The category that was chosen; the first with seats as long as none is, or it has none left. */
const categoryOf = (
  offers: readonly CategoryOffer[],
  chosen: string | undefined,
  isAccessible: boolean,
): CategoryOffer | undefined => {
  const left = offers.filter((offer) => leftOf(offer, isAccessible) > 0);
  return left.find(({ category }) => category === chosen) ?? left.find(({ isStanding }) => !isStanding) ?? left[0];
};

const noteOf = (page: SeatsPage, isAnyLeft: boolean): string => {
  const { t } = seatsText;
  if (limitOf(page) === 0) return t.limitReached;
  return isAnyLeft ? t.findNote : t.allTaken;
};

export const BestSeats = ({ page }: { readonly page: SeatsPage }) => {
  const { t } = seatsText;
  const quantity = useSignal(Math.min(2, Math.max(limitOf(page), 1)));
  const category = useSignal<string | undefined>(undefined);
  const isTogether = useSignal(true);
  const isAccessible = page.needsAccessible;
  const offers = page.categories.value;
  const chosen = categoryOf(offers, category.value, isAccessible.value);
  const hasUnits = page.chart.sections.some(({ accessibleUnits }) => accessibleUnits > 0);
  const most = Math.max(limitOf(page), 1);
  const wanted = Math.min(quantity.value, most);
  const { bookingFee, seatLimit } = page.performance;
  const total = won(wanted * ((chosen?.price ?? 0) + bookingFee));
  const send = (event: Event): void => {
    event.preventDefault();
    const wish: BestWish = {
      quantity: wanted,
      category: chosen?.category,
      isAccessible: isAccessible.peek(),
      isTogether: isTogether.peek() && chosen?.isStanding !== true,
    };
    if (chosen !== undefined && limitOf(page) > 0) void holdBest(page, wish);
  };
  return (
    <form class="seats-best stack" onSubmit={send}>
      <h2>{t.bestTitle}</h2>
      <Stepper
        label={t.howMany}
        value={wanted}
        min={1}
        max={most}
        written={t.seats(wanted)}
        onChange={(value) => {
          quantity.value = value;
        }}
      />
      <p class="small muted seats-limit">{t.limit(seatLimit)}</p>
      <fieldset class="seats-categories">
        <legend>{t.whichCategory}</legend>
        {offers.map((offer) => (
          <CategoryChoice
            key={offer.category}
            page={page}
            offer={offer}
            isChosen={offer.category === chosen?.category}
            isAccessible={isAccessible.value}
            onChoose={() => {
              category.value = offer.category;
            }}
          />
        ))}
        {bookingFee > 0 ? <p class="small muted">{t.fee(won(bookingFee))}</p> : null}
      </fieldset>
      <div>
        {wanted > 1 && chosen?.isStanding !== true ? (
          <label class="choice">
            <input
              type="checkbox"
              checked={isTogether.value}
              onChange={(event) => {
                isTogether.value = event.currentTarget.checked;
              }}
            />
            <span>
              {t.together}
              <span class="small muted seats-hint">{t.togetherHint}</span>
            </span>
          </label>
        ) : null}
        {hasUnits ? (
          <label class="choice">
            <input
              type="checkbox"
              checked={isAccessible.value}
              onChange={(event) => {
                isAccessible.value = event.currentTarget.checked;
              }}
            />
            <span>
              <AccessibleIcon /> {t.accessible}
              <span class="small muted seats-hint">{t.accessibleHint}</span>
            </span>
          </label>
        ) : null}
      </div>
      <div class="seats-best-foot">
        <div class="seats-tray-foot">
          <p class="seats-tray-total">
            <span class="muted">{t.total}</span> <strong class="figures">{total}</strong>
          </p>
          <Button
            kind="primary"
            large
            submit
            busy={page.isBusy.value}
            disabled={chosen === undefined || limitOf(page) === 0}
          >
            {chosen?.isStanding === true ? t.takePlaces(wanted) : t.find(wanted)}
          </Button>
        </div>
        <p class="small muted">{noteOf(page, chosen !== undefined)}</p>
      </div>
    </form>
  );
};
