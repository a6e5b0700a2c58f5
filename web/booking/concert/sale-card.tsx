import { useComputed } from "@preact/signals";
import type { Concert, ConcertPage } from "#web/booking/concert/concert-page.ts";
import { concertText } from "#web/booking/concert/messages.ts";
import { type SaleView, saleView } from "#web/booking/concert/sale-view.ts";
import { OpeningCountdown } from "#web/booking/sale/opening-countdown.tsx";
import { salePhase } from "#web/booking/sale/sale-phase.ts";
import { second } from "#web/shared/clock/clock.ts";
import { namedDateTime } from "#web/shared/format/dates.ts";
import { count } from "#web/shared/format/format.ts";
import { user } from "#web/shared/session/session.ts";
import { queueTokenOf } from "#web/shared/storage/queue-token.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { HallTime } from "#web/shared/ui/hall-time.tsx";

interface SaleCardProps {
  readonly page: ConcertPage;
  readonly concert: Concert;
}

const Opening = ({ concert }: { readonly concert: Concert }) => {
  const isNear = salePhase(concert, second.value) === "soon";
  return (
    <div class="concert-opening">
      {isNear ? (
        <p class="concert-countdown">
          <OpeningCountdown opensAt={concert.opensAt} />
        </p>
      ) : (
        <p class="muted small">{concertText.t.opens}</p>
      )}
      <HallTime at={concert.opensAt} zone={concert.timeZone} />
    </div>
  );
};

const waitingText = (waiting: number): string => {
  const { t } = concertText;
  return waiting === 0 ? t.nobodyWaits : t.waiting(count(waiting), waiting === 1);
};

/** Title and lines of each state. */
const wordsOf = (view: SaleView, { closesAt, timeZone }: Concert): readonly [string, ...string[]] => {
  const { t } = concertText;
  switch (view.kind) {
    case "lobby":
      return [t.lobby, t.lobbyText];
    case "drawing":
      return [t.drawing, t.drawingText];
    case "open":
      return [t.open, ...(view.waiting === undefined ? [] : [waitingText(view.waiting)])];
    case "paused":
      return [t.paused, t.pausedText, ...(view.waiting === 0 ? [] : [waitingText(view.waiting)])];
    case "soldOut":
      return [
        t.soldOut,
        t.soldOutText,
        ...(view.inHolds === 0 ? [] : [t.inHolds(count(view.inHolds))]),
        ...(view.accessible === 0 ? [] : [t.accessibleLeft(count(view.accessible))]),
      ];
    case "closed":
      return [t.closed, t.closedText(namedDateTime(closesAt, timeZone))];
  }
};

/** The words on the main button; undefined if there is nothing to join. */
const actionOf = (view: SaleView): string | undefined => {
  const { t } = concertText;
  switch (view.kind) {
    case "lobby":
      return t.enterLobby;
    case "drawing":
    case "open":
    case "paused":
      return t.join;
    case "soldOut":
      return view.accessible > 0 ? t.joinAccessible : undefined;
    case "closed":
      return undefined;
  }
};

interface ActionProps {
  readonly concertId: string;
  readonly words: string;
  /** Whether only accessible seats are left to join for. */
  readonly isAccessible: boolean;
}

/** Pressing it is the wish to join: the waiting screen does so, without asking again. */
const Action = ({ concertId, words, isAccessible }: ActionProps) => {
  const { t } = concertText;
  const hasPlace = user.value !== null && queueTokenOf(concertId).read() !== undefined;
  const wish = hasPlace ? "" : isAccessible ? "?join=accessible" : "?join";
  return (
    <div class="concert-action">
      <ButtonLink href={`/concerts/${concertId}/waiting${wish}`} kind="primary" large>
        {hasPlace ? t.toPlace : words}
      </ButtonLink>
      {user.value === null ? <p class="muted small concert-action-note">{t.signInLater}</p> : null}
    </div>
  );
};

/** The state of the sale and the one thing to do. */
export const SaleCard = ({ page, concert }: SaleCardProps) => {
  const { t } = concertText;
  const view = useComputed(() => saleView(concert, page.queue.value, second.value)).value;
  const [title, ...lines] = wordsOf(view, concert);
  const action = actionOf(view);
  const seats = view.kind === "open" ? view.seatsLeft : undefined;
  return (
    <section class="card concert-sale stack" aria-label={t.sale}>
      {view.kind === "lobby" ? <Opening concert={concert} /> : null}
      <div class="stack stack-s">
        <div class="cluster cluster-apart">
          <h2 class={`concert-state concert-state-${view.kind}`}>{title}</h2>
          {seats === undefined ? null : <p class="figures concert-seats">{t.seatsLeft(count(seats))}</p>}
        </div>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {view.kind === "open" ? (
          <p class="muted small">{t.until(namedDateTime(concert.closesAt, concert.timeZone))}</p>
        ) : null}
        {page.isStale.value ? <p class="small concert-stale">{t.stale}</p> : null}
      </div>
      {action === undefined ? (
        <p>
          <ButtonLink href="/">{t.toConcerts}</ButtonLink>
        </p>
      ) : (
        <Action concertId={concert.concertId} words={action} isAccessible={view.kind === "soldOut"} />
      )}
    </section>
  );
};
