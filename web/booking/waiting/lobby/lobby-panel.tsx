import type { PublicQueue } from "#contract/queue.ts";
import { Countdown } from "#web/booking/waiting/countdown.tsx";
import { lobbyText } from "#web/booking/waiting/lobby/messages.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { LobbyScene } from "#web/booking/waiting/scene.ts";
import { ordinal } from "#web/booking/waiting/words.ts";
import { HallTime } from "#web/shared/ui/hall-time.tsx";

export interface LobbyPanelProps {
  readonly scene: LobbyScene;
  readonly queue: PublicQueue;
  /** The hall's zone. */
  readonly zone: string;
}

/** The place of somebody who waits for the opening and the draw. */
export const LobbyPanel = ({ scene, queue, zone }: LobbyPanelProps) => {
  const { t } = lobbyText;
  const isOpen = scene.secondsToOpening === 0;
  return (
    <section class="card waiting-card waiting-kept waiting-lobby">
      <div class="waiting-opening">
        <h2 class={isOpen ? "" : "waiting-label"}>{isOpen ? t.drawing : waitingText.t.opensIn}</h2>
        {isOpen ? <p class="waiting-lead">{t.drawingWhy}</p> : <Countdown untilMs={Date.parse(queue.opensAt)} />}
        <HallTime at={queue.opensAt} zone={zone} />
      </div>
      <div class="waiting-lobby-facts">
        <p class="waiting-lead">{t.inLobby}</p>
        <p class="small muted">
          {t.arrival} <strong class="waiting-arrival">{ordinal(scene.arrival)}</strong>, {t.arrivalWhy}
        </p>
      </div>
    </section>
  );
};
