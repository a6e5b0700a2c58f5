/** A concert: what it is, the state of its sale, the one thing to do, and everything to know before. */
import { useEffect, useId, useMemo } from "preact/hooks";
import { ProblemError } from "#client/problem-error.ts";
import { ConcertFactsList } from "#web/booking/concert/concert-facts-list.tsx";
import { type Concert, type ConcertPage, concertPage } from "#web/booking/concert/concert-page.ts";
import { DateList } from "#web/booking/concert/date-list.tsx";
import { dateState, type Performance } from "#web/booking/concert/date-state.ts";
import { HowItGoes } from "#web/booking/concert/how-it-goes.tsx";
import { concertText } from "#web/booking/concert/messages.ts";
import { PriceList } from "#web/booking/concert/price-list.tsx";
import { SaleCard } from "#web/booking/concert/sale-card.tsx";
import { Poster } from "#web/booking/poster/poster.tsx";
import { RefundTable } from "#web/booking/refund-table/refund-table.tsx";
import { saleText } from "#web/booking/sale/messages.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { date } from "#web/shared/format/dates.ts";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/concert/concert.css";

/** The days from the first date to the last. */
const daysText = (performances: readonly Performance[]): string => {
  const [first, last] = [performances[0], performances.at(-1)];
  if (first === undefined || last === undefined) return "";
  const [from, to] = [date(first.startsAt, first.timeZone), date(last.startsAt, last.timeZone)];
  return from === to ? from : concertText.t.fromTo(from, to);
};

interface HeadProps {
  readonly concert: Concert;
  readonly performances: readonly Performance[];
}

const Head = ({ concert, performances }: HeadProps) => (
  <header class="concert-head">
    <div class="concert-poster">
      <Poster concert={concert} />
    </div>
    <div class="concert-head-words">
      {concert.kind === null ? null : <p class="muted small">{saleText.t.kinds[concert.kind]}</p>}
      <h1>{concert.title}</h1>
      <p class="concert-artist">{concert.artist}</p>
      <p>{daysText(performances)}</p>
      <p class="muted">{concert.venue}</p>
    </div>
  </header>
);

const Refunds = ({ performances }: { readonly performances: readonly Performance[] }) => {
  const { t } = concertText;
  const id = useId();
  const next = performances.find((each) => ["onSale", "notYet"].includes(dateState(each, serverNow())));
  if (next === undefined) return null;
  return (
    <section aria-labelledby={id} class="stack stack-s">
      <h2 id={id}>{t.refunds}</h2>
      {performances.length > 1 ? <p class="muted small">{t.refundsOf(date(next.startsAt, next.timeZone))}</p> : null}
      <RefundTable rule={next.refundRule} timeZone={next.timeZone} hasBookingFee={next.bookingFee > 0} />
    </section>
  );
};

interface ShownProps extends HeadProps {
  readonly page: ConcertPage;
}

const Shown = ({ page, concert, performances }: ShownProps) => {
  useTitle(concert.title);
  const isCurrent = (each: Performance): boolean => !each.calledOff && dateState(each, serverNow()) !== "over";
  const current = performances.filter(isCurrent);
  return (
    <article class="page-wide concert">
      <Head concert={concert} performances={performances} />
      <SaleCard page={page} concert={concert} />
      <div class="concert-rest">
        <DateList page={page} concert={concert} performances={performances} />
        <PriceList performances={current} soldOut={page.queue.value?.soldOut ?? []} />
        <HowItGoes opensAt={concert.opensAt} claimSeconds={page.queue.value?.admission.claimSeconds} />
        <Refunds performances={performances} />
        <ConcertFactsList concert={concert} />
      </div>
    </article>
  );
};

const Missing = () => {
  const { t } = concertText;
  useTitle(t.missing);
  return (
    <section class="page stack">
      <h1>{t.missing}</h1>
      <p>{t.missingText}</p>
      <p>
        <ButtonLink href="/" kind="primary">
          {t.toConcerts}
        </ButtonLink>
      </p>
    </section>
  );
};

/** An address that was cut off is no id at all, and refused as such. */
const isMissing = (error: unknown): boolean =>
  error instanceof ProblemError && (error.code === "CONCERT_NOT_FOUND" || error.code === "VALIDATION_FAILED");

export const Screen = ({ params: { concertId = "" } }: ScreenProps) => {
  const page = useMemo(() => concertPage(concertId), [concertId]);
  useEffect(() => void page.read(), [page]);
  const [concert, performances, error] = [page.concert.value, page.performances.value, page.error.value];
  const isRead = concert !== undefined && performances !== undefined;
  useEffect(() => (isRead ? page.watch() : undefined), [page, isRead]);
  if (isRead) return <Shown page={page} concert={concert} performances={performances} />;
  if (isMissing(error)) return <Missing />;
  return (
    <div class="page">
      {error === undefined ? (
        <Skeleton label={concertText.t.loading} lines={8} />
      ) : (
        <ProblemNotice error={error} retry={() => void page.read()} />
      )}
    </div>
  );
};
