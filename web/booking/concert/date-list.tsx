import { useComputed } from "@preact/signals";
import { useId } from "preact/hooks";
import { type Concert, type ConcertPage, datesInOrder } from "#web/booking/concert/concert-page.ts";
import {
  type Availability,
  type CategoryLeft,
  type DateState,
  dateState,
  type Performance,
  seatsLeft,
} from "#web/booking/concert/date-state.ts";
import { concertText } from "#web/booking/concert/messages.ts";
import { second } from "#web/shared/clock/clock.ts";
import { dateTime, namedDateTime, ownTimeBeside, zoneName } from "#web/shared/format/dates.ts";
import { count } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { uiText } from "#web/shared/ui/messages.ts";

interface DateProps {
  readonly performance: Performance;
  readonly state: DateState;
  readonly availability: Availability | undefined;
}

const Category = ({ left: { category, free, held } }: { readonly left: CategoryLeft }) => {
  const { t } = concertText;
  const words = free > 0 ? t.left(count(free)) : held > 0 ? t.onHold(count(held)) : t.gone;
  return (
    <li class={free > 0 ? "concert-left" : "concert-left concert-left-none"}>
      <span class="concert-left-category">{category}</span> <span class="figures">{words}</span>
    </li>
  );
};

const Unread = ({ performance }: Pick<DateProps, "performance">) => (
  <ul class="plain-list concert-lefts">
    {performance.prices.map(({ category }) => (
      <li key={category} class="concert-left concert-left-none">
        <span class="concert-left-category">{category}</span> <span aria-hidden="true">…</span>
      </li>
    ))}
  </ul>
);

const Left = ({ performance, availability }: Omit<DateProps, "state">) => {
  const { t } = concertText;
  // Keeps the room of what is being read.
  if (availability === undefined) return <Unread performance={performance} />;
  const { categories, accessibleUnits } = seatsLeft(availability, performance.prices);
  if (categories.every(({ free, held }) => free === 0 && held === 0) && accessibleUnits === 0) {
    return <p class="muted">{t.allGone}</p>;
  }
  return (
    <ul class="plain-list concert-lefts">
      {categories.map((left) => (
        <Category key={left.category} left={left} />
      ))}
      {accessibleUnits === 0 ? null : <li class="concert-left muted">{t.accessible(count(accessibleUnits))}</li>}
    </ul>
  );
};

const StateWords = ({ performance, state, availability }: DateProps) => {
  const { t } = concertText;
  switch (state) {
    case "calledOff":
      return <p class="concert-date-off">{t.calledOff}</p>;
    case "over":
      return <p class="muted">{t.over}</p>;
    case "closed":
      return <p class="muted">{t.saleClosed}</p>;
    case "notYet":
      return <p class="muted">{t.saleOpensOn(namedDateTime(performance.salesOpenAt, performance.timeZone))}</p>;
    case "onSale":
      return <Left performance={performance} availability={availability} />;
  }
};

const DateRow = (props: DateProps) => {
  const { startsAt, timeZone } = props.performance;
  const own = ownTimeBeside(startsAt, timeZone);
  return (
    <li class={`concert-date concert-date-${props.state}`}>
      <p class="concert-date-time">
        <time dateTime={startsAt}>{dateTime(startsAt, timeZone)}</time>
      </p>
      {own === undefined ? null : <p class="muted small">{uiText.t.yourTime(own.time, own.zone)}</p>}
      <StateWords {...props} />
    </li>
  );
};

interface DateListProps {
  readonly page: ConcertPage;
  readonly concert: Concert;
  readonly performances: readonly Performance[];
}

/** The dates of a concert, and what is left of each. */
export const DateList = ({ page, concert, performances }: DateListProps) => {
  const { t } = concertText;
  const id = useId();
  // Changes when a date begins or ends to be on sale, not each second.
  const states = useComputed(() => performances.map((each) => dateState(each, second.value)).join()).value.split(",");
  const stateOf = new Map(performances.map(({ performanceId }, index) => [performanceId, states[index] as DateState]));
  const inOrder = datesInOrder(performances);
  const shown = inOrder.slice(0, page.datesShown.value);
  const hidden = inOrder.length - shown.length;
  return (
    <section aria-labelledby={id} class="stack">
      <div>
        <h2 id={id}>{t.dates}</h2>
        {performances.length === 0 ? null : <p class="muted small">{t.datesIn(zoneName(concert.timeZone))}</p>}
      </div>
      {performances.length === 0 ? <p>{t.noDates}</p> : null}
      <ul class="plain-list concert-dates">
        {shown.map((performance) => (
          <DateRow
            key={performance.performanceId}
            performance={performance}
            state={stateOf.get(performance.performanceId) ?? "onSale"}
            availability={page.availability.value.get(performance.performanceId)}
          />
        ))}
      </ul>
      {hidden === 0 ? null : (
        <p>
          <Button onClick={page.showMoreDates}>{t.moreDates(count(hidden))}</Button>
        </p>
      )}
    </section>
  );
};
