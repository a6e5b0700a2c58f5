import { CHOSEN_PATH, TAKEN_PATHS } from "#web/booking/seats/category-look.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import { won } from "#web/shared/format/format.ts";

interface SwatchProps {
  readonly path: string;
  readonly fill?: string;
  readonly name: string;
}

/** A seat as the map draws it. */
export const Swatch = ({ path, fill, name }: SwatchProps) => (
  <svg class={`seats-swatch ${name}`} viewBox="-.55 -.55 1.1 1.1" width="1.25em" height="1.25em" aria-hidden="true">
    <path d={path} fill-rule="evenodd" {...(fill === undefined ? {} : { fill })} />
  </svg>
);

/** The seat of a category. */
export const CategorySwatch = ({ page, category }: { readonly page: SeatsPage; readonly category: string }) => (
  <Swatch
    path={page.looks.get(category)?.path ?? ""}
    fill={`var(--category-${[...page.looks.keys()].indexOf(category)})`}
    name=""
  />
);

/** What the signs on the map mean. */
export const Legend = ({ page }: { readonly page: SeatsPage }) => {
  const { t } = seatsText;
  const hasUnits = page.chart.sections.some(({ accessibleUnits }) => accessibleUnits > 0);
  return (
    <ul class="seats-legend" aria-label={t.legend}>
      {page.categories.value.map(({ category, label, price, isStanding }) => (
        <li key={category}>
          {isStanding ? null : <CategorySwatch page={page} category={category} />}
          <span>
            {label} <span class="figures muted">{won(price)}</span>
          </span>
        </li>
      ))}
      <li>
        <Swatch path={CHOSEN_PATH} name="is-chosen" />
        {t.status.CHOSEN}
      </li>
      <li>
        <Swatch path={TAKEN_PATHS.HELD} name="is-held" />
        {t.status.HELD}
      </li>
      <li>
        <Swatch path={TAKEN_PATHS.SOLD} name="is-sold" />
        {t.status.SOLD}
      </li>
      {hasUnits ? (
        <li>
          <Swatch path={TAKEN_PATHS.KEPT_BACK} name="is-kept_back" />
          {t.accessibleSeat}
        </li>
      ) : null}
    </ul>
  );
};
