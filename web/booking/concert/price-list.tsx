import { useId } from "preact/hooks";
import type { PriceType } from "#contract/prices.ts";
import { concertText } from "#web/booking/concert/messages.ts";
import {
  type AmountRange,
  type OtherPrice,
  type PriceOverview,
  priceOverview,
} from "#web/booking/concert/price-overview.ts";
import { count, won } from "#web/shared/format/format.ts";
import { language } from "#web/shared/language/language.ts";

const amountText = ({ low, high }: AmountRange): string => {
  const { t } = concertText;
  if (low === high) return low === 0 ? t.free : won(low);
  return t.range(won(low), won(high));
};

/** Who may have it and how it is shown, in one line. */
const conditionsOf = ({ eligibility, checkedAtDoor, maxPerAccessibleSeat, maxPerReservation }: PriceType): string => {
  const { t } = concertText;
  return [
    eligibility === undefined ? "" : `${eligibility[language.value]}.`,
    checkedAtDoor ? t.atDoor : "",
    maxPerAccessibleSeat === undefined ? "" : t.perAccessible(count(maxPerAccessibleSeat)),
    maxPerReservation === undefined ? "" : t.perReservation(count(maxPerReservation)),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
};

const Other = ({ other: { type, amounts } }: { readonly other: OtherPrice }) => (
  <li>
    <p class="concert-price-name">{type.name[language.value]}</p>
    <p class="muted small">{conditionsOf(type)}</p>
    <ul class="plain-list concert-lefts">
      {amounts.map((amount) => (
        <li key={amount.category} class="concert-left">
          <span class="concert-left-category">{amount.category}</span> <span class="figures">{amountText(amount)}</span>
        </li>
      ))}
    </ul>
  </li>
);

interface PriceListProps {
  readonly performances: Parameters<typeof priceOverview>[0];
  /** Categories of which nothing is left on any date. */
  readonly soldOut: readonly string[];
}

const Standard = ({ overview, soldOut }: { readonly overview: PriceOverview; readonly soldOut: readonly string[] }) => {
  const { t } = concertText;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t.category}</th>
          <th scope="col" class="number">
            {t.price}
          </th>
        </tr>
      </thead>
      <tbody>
        {overview.standard.map((amount) => (
          <tr key={amount.category}>
            <th scope="row">
              {amount.category}
              {soldOut.includes(amount.category) ? <span class="muted"> · {t.categorySoldOut}</span> : null}
            </th>
            <td class="number concert-price">{amountText(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** What seats cost, by category, and the other prices that somebody may have. */
export const PriceList = ({ performances, soldOut }: PriceListProps) => {
  const { t } = concertText;
  const id = useId();
  const overview = priceOverview(performances);
  if (overview === undefined) return null;
  const { fee, others, variesByDate } = overview;
  return (
    <section aria-labelledby={id} class="stack stack-s">
      <h2 id={id}>{t.prices}</h2>
      <Standard overview={overview} soldOut={soldOut} />
      <p class="muted small">
        {fee.high === 0 ? t.noFee : t.fee(amountText(fee))} {variesByDate ? t.variesByDate : ""}
      </p>
      {others.length === 0 ? null : (
        <details>
          <summary>{t.otherPrices}</summary>
          <ul class="plain-list stack">
            {others.map((other) => (
              <Other key={other.type.priceType} other={other} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};
