/** The waiting screen: joining, the lobby, the wait, and the turn. */
import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useConcertFacts } from "#web/booking/waiting/concert-facts.ts";
import type { Known } from "#web/booking/waiting/known.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import { type StatusLine, statusLineOf } from "#web/booking/waiting/queue-status.ts";
import { hasPlace, type Scene, sceneOf } from "#web/booking/waiting/scene.ts";
import { useSpoken } from "#web/booking/waiting/spoken.ts";
import { StatusLineView } from "#web/booking/waiting/status-line.tsx";
import type { Tone } from "#web/booking/waiting/tone.ts";
import { useSession } from "#web/booking/waiting/use-session.ts";
import { WaitingAside } from "#web/booking/waiting/waiting-aside.tsx";
import { WaitingHead } from "#web/booking/waiting/waiting-head.tsx";
import { WaitingMain } from "#web/booking/waiting/waiting-main.tsx";
import { second, serverNow } from "#web/shared/clock/clock.ts";
import { isOnline } from "#web/shared/clock/connection.ts";
import { count } from "#web/shared/format/format.ts";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/waiting/waiting.css";
import "#web/booking/waiting/waiting-beside.css";
import "#web/booking/waiting/waiting-place.css";

/** A number that is looked for later than this leaves time to read the prices, or to leave. */
const BRIEF_MS = 10_000;

/** What is over in a moment gets nothing below it, which would only be pushed away. A long wait for a number stays long. */
const useIsBrief = (scene: Scene, { lookAtMs = 0 }: Known): boolean => {
  const isLong = useRef(false);
  isLong.current = scene.kind === "joining" && scene.isTaken && (isLong.current || lookAtMs - serverNow() > BRIEF_MS);
  return scene.kind === "loading" || (scene.kind === "joining" && !isLong.current);
};

/** Where the queue is of no concern any more. */
const hasNoStatus = (scene: Scene, line: StatusLine["kind"]): boolean =>
  line === "nothing" && (scene.kind === "admitted" || scene.kind === "without place");

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
  const line = useComputed(() =>
    statusLineOf(known.value, scene.value, { nowMs: second.value, isOnline: isOnline.value }),
  );
  const title = useComputed(() => facts.value.concert?.title ?? "");
  useTitle(titleOf(scene.value, title.value));
  useSpoken({ scene, line, tone, concertTitle: title });
  useSignalEffect(() => {
    const isOver = scene.value.kind === "without place" && scene.value.why === "pass ended";
    if (isOver && known.peek().standing.kind === "admitted") session.resume();
  });

  const isBrief = useIsBrief(scene.value, known.value);
  const { concert, performances } = facts.value;
  const leave = async (): Promise<void> => {
    await session.leave();
    tabs.sayLeft();
  };
  return (
    <div class="page waiting">
      <WaitingHead
        scene={scene.value}
        concertTitle={title.value}
        status={
          concert === undefined || hasNoStatus(scene.value, line.value.kind) ? null : (
            <StatusLineView line={line.value} known={known.value} hasPlace={hasPlace(scene.value)} />
          )
        }
      />
      {concert === undefined ? null : (
        <WaitingMain
          scene={scene.value}
          known={known.value}
          concertId={concertId}
          zone={concert?.timeZone ?? "UTC"}
          isSignedIn={isSignedIn.value}
          session={session}
          tone={tone}
        />
      )}
      {concert === undefined || isBrief ? null : (
        <WaitingAside
          scene={scene.value}
          queue={known.value.queue}
          concertId={concertId}
          performances={performances}
          hasOtherTab={tabs.hasOthers.value}
          onLeave={leave}
        />
      )}
    </div>
  );
};
