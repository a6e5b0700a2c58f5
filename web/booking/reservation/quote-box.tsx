/** What chosen seats give back, what is kept and why, and until when that holds. */
import { lastMoment } from "#web/booking/refund-table/last-moment.ts";
import type { Quote } from "#web/booking/reservation/cancellation-refusal.ts";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { bookingFeesOf, type Seat } from "#web/booking/reservation/price-lines.ts";
import type { QuoteView } from "#web/booking/reservation/quote.ts";
import { type ExplainedQuote, explainQuote } from "#web/booking/reservation/quote-reason.ts";
import { SumRow } from "#web/booking/reservation/sum-row.tsx";
import type { Reservation } from "#web/booking/reservation-state/reservation-state.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { date, dateTime, ownTimeBeside, zoneName } from "#web/shared/format/dates.ts";
import { won } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

interface QuoteBoxProps {
  readonly view: QuoteView;
  /** The chosen seats. */
  readonly seats: readonly Seat[];
  readonly rule: Reservation["refundRule"];
  readonly timeZone: string;
  readonly retry: () => void;
}

export const QuoteBox = (props: QuoteBoxProps) => {
  const { t } = reservationText;
  const { view, retry } = props;
  const quote = view.kind === "known" ? view.quote : view.kind === "reading" ? view.before : undefined;
  return (
    <div class="reservation-quote" aria-live="polite" aria-busy={view.kind === "reading"}>
      {quote === undefined ? null : <QuoteSums {...props} quote={quote} />}
      {view.kind === "none" ? <p class="muted">{t.quoteNone}</p> : null}
      {view.kind === "reading" && quote === undefined ? <p class="muted">{t.quoteReading}</p> : null}
      {view.kind === "failed" ? <ProblemNotice error={view.error} retry={retry} /> : null}
      {view.kind === "refused" ? <Refused kind={view.refusal.kind} retry={retry} /> : null}
    </div>
  );
};

const Refused = ({ kind, retry }: { readonly kind: string; readonly retry: () => void }) => {
  const { t } = reservationText;
  if (kind === "closed") return <p>{t.closedTitle}</p>;
  if (kind === "calledOff") return <p>{t.calledOffWhy}</p>;
  return (
    <p class="cluster">
      {t.quoteFailed}
      <Button kind="quiet" onClick={retry}>
        {t.tryAgain}
      </Button>
    </p>
  );
};

interface QuoteSumsProps extends QuoteBoxProps {
  readonly quote: Quote;
}

const QuoteSums = ({ quote, seats, rule, timeZone }: QuoteSumsProps) => {
  const { t } = reservationText;
  const fees = bookingFeesOf(seats);
  const explained = explainQuote(rule, serverNow(), fees > 0);
  return (
    <>
      <p class="reservation-quote-title">
        {t.quoteTitle} <strong class="figures">{won(quote.amount)}</strong>
      </p>
      <dl class="reservation-sums">
        <SumRow name={t.quotePrice(seats.length)} amount={quote.price} />
        {quote.cancellationFees === 0 ? null : <SumRow name={keptText(explained)} amount={-quote.cancellationFees} />}
        {fees === 0 ? null : (
          <SumRow name={quote.bookingFees > 0 ? t.quoteFeesBack : t.quoteFeesKept} amount={quote.bookingFees} />
        )}
      </dl>
      {explained === undefined ? null : <p>{whyText(explained, quote.holdsUntil, timeZone)}</p>}
      <p>{t.quoteToPoints}</p>
    </>
  );
};

const keptText = (explained: ExplainedQuote | undefined): string => {
  const { t } = reservationText;
  return explained?.reason.kind === "kept" ? t.quoteKeptPercent(explained.reason.percent) : t.quoteKept;
};

const whyText = ({ reason, sequel }: ExplainedQuote, holdsUntil: string, timeZone: string): string => {
  const { t } = reservationText;
  const last = lastMoment(holdsUntil, timeZone);
  const until = last.kind === "day" ? t.untilDay(date(last.day, timeZone)) : dateTime(last.time, timeZone);
  const named = ownTimeBeside(holdsUntil, timeZone) === undefined ? until : t.inZone(until, zoneName(timeZone));
  return [reasonText(reason, named), sequelText(sequel)].join(" ").trim();
};

const reasonText = (reason: ExplainedQuote["reason"], until: string): string => {
  const { t } = reservationText;
  switch (reason.kind) {
    case "everything":
      return t.whyEverything(until);
    case "soonAfterBuying":
      return t.whySoonAfterBuying(until);
    case "feesKept":
      return t.whyFeesKept(until);
    case "kept":
      return t.whyKept(reason.percent, until);
  }
};

const sequelText = (sequel: ExplainedQuote["sequel"]): string => {
  const { t } = reservationText;
  switch (sequel?.kind) {
    case undefined:
      return "";
    case "closed":
      return t.thenClosed;
    case "feesKept":
      return t.thenFeesKept;
    case "kept":
      return sequel.withFees ? t.thenKeptWithFees(sequel.percent) : t.thenKept(sequel.percent);
  }
};
