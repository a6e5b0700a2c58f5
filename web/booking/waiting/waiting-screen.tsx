/** The waiting screen: joining, the lobby, the wait, and the turn. */
import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { CallMe } from "#web/booking/waiting/call-me.tsx";
import { categoryLines } from "#web/booking/waiting/categories.ts";
import { useConcertFacts } from "#web/booking/waiting/concert-facts.ts";
import { DrawProof } from "#web/booking/waiting/draw-proof.tsx";
import { LeaveQueue } from "#web/booking/waiting/leave-queue.tsx";
import { waitingText } from "#web/booking/waiting/messages.ts";
import { NextSteps } from "#web/booking/waiting/next-steps.tsx";
import { PriceList } from "#web/booking/waiting/price-list.tsx";
import { type Scene, sceneOf, statusLineOf } from "#web/booking/waiting/scene.ts";
import { ScenePanel } from "#web/booking/waiting/scene-panel.tsx";
import { useSpoken } from "#web/booking/waiting/spoken.ts";
import { StatusLineView } from "#web/booking/waiting/status-line.tsx";
import type { Tone } from "#web/booking/waiting/turn-signal.ts";
import { useSession } from "#web/booking/waiting/use-session.ts";
import { second, serverNow } from "#web/shared/clock/clock.ts";
import { count } from "#web/shared/format/format.ts";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/waiting/waiting.css";

const hasPlace = ({ kind }: Scene): boolean => kind !== "loading" && kind !== "without place";
const isWaiting = ({ kind }: Scene): boolean => kind === "joining" || kind === "lobby" || kind === "waiting";

const titleOf = (scene: Scene, concert: string): string => {
  const { t } = waitingText;
  if (scene.kind === "turn" || scene.kind === "admitted") return t.titleTurn(concert);
  if (scene.kind === "waiting") return t.titleAhead(count(scene.ahead), concert);
  return concert === "" ? t.queue : `${t.queue} · ${concert}`;
};

export const Screen = ({ params }: ScreenProps) => {
  const concertId = params["concertId"] ?? "";
  const { session, tabs, isSignedIn } = useSession(concertId);
  const facts = useConcertFacts(concertId);
  const tone = useSignal<Tone | undefined>(undefined);
  const { known } = session;
  // Hidden pages have no new seconds, but they learn.
  const scene = useComputed(() => sceneOf(known.value, Math.max(second.value, serverNow())));
  const line = useComputed(() => statusLineOf(known.value, scene.value, second.value));
  const title = useComputed(() => facts.value.concert?.title ?? "");
  useTitle(titleOf(scene.value, title.value));
  useSpoken({ scene, line, tone, concertTitle: title });
  useSignalEffect(() => {
    const isOver = scene.value.kind === "without place" && scene.value.why === "pass ended";
    if (isOver && known.peek().standing.kind === "admitted") session.resume();
  });

  const { t } = waitingText;
  const { concert, performances } = facts.value;
  const { queue } = known.value;
  const prices = categoryLines(performances, queue?.soldOut ?? []);
  const leave = async (): Promise<void> => {
    await session.leave();
    tabs.sayLeft();
  };
  return (
    <div class="page waiting">
      <header class="waiting-head">
        <p class="waiting-kicker">{t.queue}</p>
        <h1>{title.value || " "}</h1>
        <StatusLineView line={line.value} known={known.value} hasPlace={hasPlace(scene.value)} />
      </header>
      <div class="waiting-main">
        <ScenePanel
          scene={scene.value}
          known={known.value}
          concertId={concertId}
          zone={concert?.timeZone ?? "UTC"}
          isSignedIn={isSignedIn.value}
          session={session}
        />
        <p class="waiting-tabs small muted">{tabs.hasOthers.value && hasPlace(scene.value) ? t.otherTab : null}</p>
        {isWaiting(scene.value) ? (
          <>
            <NextSteps scene={scene.value} queue={queue} />
            <CallMe tone={tone} />
          </>
        ) : null}
      </div>
      <aside class="waiting-aside">
        <PriceList lines={prices} />
        {queue === undefined ? null : <DrawProof queue={queue} concertId={concertId} />}
        {hasPlace(scene.value) ? <LeaveQueue scene={scene.value} onLeave={leave} /> : null}
      </aside>
    </div>
  );
};
