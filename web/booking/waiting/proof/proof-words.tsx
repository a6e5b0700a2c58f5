import { proofText } from "#web/booking/waiting/proof/messages.ts";
import { Link } from "#web/shared/navigation/link.tsx";

export interface ProofWordsProps {
  readonly commitment: string;
  readonly concertId: string;
}

/** The commitment to the draw before it, and the way to check it afterwards. */
export const ProofWords = ({ commitment, concertId }: ProofWordsProps) => {
  const { t } = proofText;
  return (
    <div class="stack stack-s">
      <p>{t.proofWhy}</p>
      <code class="waiting-code">{commitment}</code>
      <p>
        <Link href={`/concerts/${concertId}/draw`}>{t.checkDraw}</Link>
      </p>
    </div>
  );
};
