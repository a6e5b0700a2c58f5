import type { PublicQueue } from "#contract/queue.ts";
import { categoryLines, type PricedPerformance } from "#web/booking/waiting/categories.ts";
import { LeaveQueue } from "#web/booking/waiting/leave-queue.tsx";
import { waitingText } from "#web/booking/waiting/messages.ts";
import { PriceList } from "#web/booking/waiting/price-list.tsx";
import { DrawProof } from "#web/booking/waiting/proof/draw-proof.tsx";
import { hasPlace, type Scene } from "#web/booking/waiting/scene.ts";

interface WaitingAsideProps {
  readonly scene: Scene;
  readonly queue: PublicQueue | undefined;
  readonly concertId: string;
  readonly performances: readonly PricedPerformance[];
  readonly hasOtherTab: boolean;
  readonly onLeave: () => Promise<void>;
}

/** What one may want to know while waiting, and the way out. */
export const WaitingAside = ({ scene, queue, concertId, performances, hasOtherTab, onLeave }: WaitingAsideProps) => {
  const { t } = waitingText;
  const soldOut = queue?.soldOut ?? [];
  return (
    <aside class="waiting-aside">
      <PriceList lines={categoryLines(performances, soldOut)} />
      {queue === undefined ? null : <DrawProof commitment={queue.draw.commitment} concertId={concertId} />}
      {hasOtherTab && hasPlace(scene) ? <p class="small muted">{t.otherTab}</p> : null}
      {hasPlace(scene) ? <LeaveQueue scene={scene} onLeave={onLeave} /> : null}
    </aside>
  );
};
