import type { PublicQueue } from "#contract/queue.ts";
import { waitingIn } from "#contract/waiting/place.ts";
import { Countdown } from "#web/booking/waiting/countdown.tsx";
import type { WithoutPlace } from "#web/booking/waiting/known.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";
import { withoutText } from "#web/booking/waiting/without/messages.ts";
import { count } from "#web/shared/format/format.ts";
import { signIn } from "#web/shared/session/session.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";

export interface WithoutPanelProps {
  readonly scene: Extract<Scene, { kind: "without place" }>;
  readonly queue: PublicQueue | undefined;
  readonly concertId: string;
  readonly isSignedIn: boolean;
  readonly onJoin: (accessible: boolean) => void;
  readonly onLook: () => void;
}

const here = (concertId: string, query: string): string => `/concerts/${concertId}/waiting${query}`;

const JoinButton = ({ scene, concertId, isSignedIn, onJoin, onLook }: WithoutPanelProps) => {
  const { t } = withoutText;
  const { why, mayJoin } = scene;
  if (why === "failed")
    return (
      <Button kind="primary" large onClick={onLook}>
        {t.lookAgain}
      </Button>
    );
  if (why === "signed out again") {
    return (
      <Button kind="primary" large onClick={() => void signIn(here(concertId, ""))}>
        {t.signInAgain}
      </Button>
    );
  }
  if (mayJoin !== "yes" && mayJoin !== "accessible") return null;
  const isAccessible = mayJoin === "accessible";
  if (!isSignedIn) {
    const query = isAccessible ? "?join=accessible" : "?join";
    return (
      <Button kind="primary" large onClick={() => void signIn(here(concertId, query))}>
        {t.signIn}
      </Button>
    );
  }
  const words = isAccessible ? t.joinAccessible : why === "not joined" || why === "sold out" ? t.join : t.joinLast;
  return (
    <Button kind={isAccessible ? "secondary" : "primary"} large onClick={() => onJoin(isAccessible)}>
      {words}
    </Button>
  );
};

/** After a visit, what one has is found there; before it, the concert. */
const WayBack = ({ why, concertId }: { readonly why: WithoutPlace; readonly concertId: string }) => {
  const { t } = withoutText;
  if (why === "no concert")
    return (
      <ButtonLink kind="primary" href="/">
        {t.backToConcerts}
      </ButtonLink>
    );
  if (why === "pass ended" || why === "gone") return <ButtonLink href="/account">{t.myReservations}</ButtonLink>;
  return (
    <ButtonLink kind="quiet" href={`/concerts/${concertId}`}>
      {t.backToConcert}
    </ButtonLink>
  );
};

/** What is known of the queue to somebody who may join it. */
const QueueFacts = ({ queue }: { readonly queue: PublicQueue }) => {
  const { t } = withoutText;
  if (queue.status === "LOBBY") {
    return (
      <div>
        <p class="waiting-label">{waitingText.t.opensIn}</p>
        <Countdown untilMs={Date.parse(queue.opensAt)} />
      </div>
    );
  }
  const waiting = waitingIn(queue, "GENERAL") + waitingIn(queue, "PRESALE");
  return <p class="muted">{t.waitingNow(count(waiting))}</p>;
};

/** Somebody without a place: why, and what they can do. */
export const WithoutPanel = (props: WithoutPanelProps) => {
  const { t } = withoutText;
  const { scene, queue, concertId } = props;
  const [title, why] = t.whys[scene.why];
  return (
    <section class="card waiting-card">
      <div class="stack stack-s">
        {scene.why === "no concert" ? <h1>{title}</h1> : <h2>{title}</h2>}
        <p>{why}</p>
        {scene.mayJoin === "accessible" ? <p>{t.accessibleLeft(count(queue?.accessibleUnitsLeft ?? 0))}</p> : null}
      </div>
      {queue !== undefined && scene.mayJoin === "yes" ? <QueueFacts queue={queue} /> : null}
      <div class="waiting-actions">
        <JoinButton {...props} />
        <WayBack why={scene.why} concertId={concertId} />
      </div>
    </section>
  );
};
