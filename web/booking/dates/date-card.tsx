import { dateOffer, type Performance, seatsPath } from "#web/booking/dates/date-offer.ts";
import { datesText } from "#web/booking/dates/messages.ts";
import { dateTime } from "#web/shared/format/dates.ts";
import { count, won } from "#web/shared/format/format.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { ForwardIcon } from "#web/shared/ui/action-icons.tsx";
import { HallTime } from "#web/shared/ui/hall-time.tsx";

/** A date with what is left and from which price. The whole card leads to its seats. */
export const DateCard = ({ performance }: { readonly performance: Performance }) => {
  const { t } = datesText;
  const { startsAt, timeZone, bookingFee } = performance;
  const { seatsLeft, fromPrice, isAlmostGone } = dateOffer(performance);
  const isGone = seatsLeft === 0;
  const left = isGone ? t.soldOut : isAlmostGone ? t.few(count(seatsLeft)) : t.left(count(seatsLeft));
  return (
    <Link href={seatsPath(performance)} class={isGone ? "date-card is-gone" : "date-card"}>
      <span class="date-when">
        <HallTime at={startsAt} zone={timeZone} />
      </span>
      <span class={isAlmostGone ? "date-left is-few" : "date-left"}>{left}</span>
      <span class="date-price figures">
        {fromPrice === undefined ? "" : t.from(won(fromPrice))}
        {bookingFee > 0 ? <span class="muted"> {t.fee(won(bookingFee))}</span> : null}
      </span>
      <span class="date-go">
        <span class="visually-hidden">{t.chooseLabel(dateTime(startsAt, timeZone))}</span>
        <span aria-hidden="true">{t.choose}</span>
        <ForwardIcon />
      </span>
      {isGone ? <span class="date-hint small muted">{t.soldOutHint}</span> : null}
    </Link>
  );
};
