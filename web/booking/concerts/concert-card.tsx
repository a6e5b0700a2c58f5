import type { ListedConcert } from "#web/booking/concerts/concert-pages.ts";
import { concertsText } from "#web/booking/concerts/messages.ts";
import { Poster } from "#web/booking/poster/poster.tsx";
import { OpeningCountdown } from "#web/booking/sale/opening-countdown.tsx";
import type { SalePhase } from "#web/booking/sale/sale-phase.ts";
import { date } from "#web/shared/format/dates.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { HallTime } from "#web/shared/ui/hall-time.tsx";

interface ConcertCardProps {
  readonly concert: ListedConcert;
  readonly phase: SalePhase;
}

const SaleTime = ({ concert, phase }: ConcertCardProps) => {
  const { t } = concertsText;
  const { opensAt, closesAt, timeZone } = concert;
  if (phase === "open") return <>{t.until(date(closesAt, timeZone))}</>;
  if (phase === "over") return <>{t.ended(date(closesAt, timeZone))}</>;
  return (
    <span class="concert-card-opens">
      <span class="visually-hidden">{t.opens} </span>
      <HallTime at={opensAt} zone={timeZone} />
    </span>
  );
};

/** A concert in the list. All of it can be pressed; its link is its title. */
export const ConcertCard = ({ concert, phase }: ConcertCardProps) => (
  <article class="concert-card">
    <div class="concert-card-poster">
      <Poster concert={concert} />
    </div>
    <div class="concert-card-words">
      {phase === "soon" ? (
        <p class="concert-card-state">
          <OpeningCountdown opensAt={concert.opensAt} />
        </p>
      ) : null}
      <h3>
        <Link href={`/concerts/${concert.concertId}`}>{concert.title}</Link>
      </h3>
      <p>{concert.artist}</p>
      <p class="muted small">{concert.venue}</p>
      <p class="muted small">
        <SaleTime concert={concert} phase={phase} />
      </p>
    </div>
  </article>
);
