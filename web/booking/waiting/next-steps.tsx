import type { PublicQueue } from "#contract/queue.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";
import { awaySeconds } from "#web/booking/waiting/wait-length.ts";
import { ownTime } from "#web/booking/waiting/words.ts";
import { duration } from "#web/shared/format/format.ts";

interface NextStepsProps {
  readonly scene: Scene;
  readonly queue: PublicQueue;
}

/** When to be here again, from the last state of the queue: it does not move with each second. */
const backWords = (scene: Scene, queue: PublicQueue): string => {
  const { t } = waitingText;
  const claim = duration(queue.admission.claimSeconds);
  if (scene.kind !== "waiting") return t.nextLobby(claim);
  if (scene.wait === null) return scene.accessibleLeft > 0 ? t.nextStay(claim) : t.nextUnknown(claim);
  const away = awaySeconds(scene.wait);
  return away === undefined
    ? t.nextStay(claim)
    : t.nextBack(claim, ownTime(Math.floor((Date.parse(queue.serverTime) + away * 1000) / 60_000) * 60_000));
};

/** What happens next, and what happens if the page is closed. */
export const NextSteps = ({ scene, queue }: NextStepsProps) => {
  const { t } = waitingText;
  return (
    <section class="waiting-next">
      <h2>{t.whatNext}</h2>
      <ul>
        <li>{t.nextTurn}</li>
        <li>{t.nextClose}</li>
        <li class="waiting-back">{backWords(scene, queue)}</li>
      </ul>
    </section>
  );
};
