import type { PublicQueue } from "#contract/queue.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import { Link } from "#web/shared/navigation/link.tsx";

interface DrawProofProps {
  readonly queue: PublicQueue;
  readonly concertId: string;
}

/** The commitment to the draw before it, and the way to check it afterwards. */
export const DrawProof = ({ queue: { draw }, concertId }: DrawProofProps) => {
  const { t } = waitingText;
  return (
    <details class="waiting-proof">
      <summary>{t.proof}</summary>
      <div class="stack stack-s">
        <p>{t.proofWhy}</p>
        <code class="waiting-code">{draw.commitment}</code>
        <p>
          <Link href={`/concerts/${concertId}/draw`}>{t.checkDraw}</Link>
        </p>
      </div>
    </details>
  );
};
