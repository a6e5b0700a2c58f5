import { useSignal } from "@preact/signals";
import { waitingText } from "#web/booking/waiting/messages.ts";
import { proofText } from "#web/booking/waiting/proof/messages.ts";
import type { ProofWordsProps } from "#web/booking/waiting/proof/proof-words.tsx";
import { later } from "#web/shared/ui/later.tsx";

const ProofWords = later<ProofWordsProps>(
  async () => (await import("#web/booking/waiting/proof/proof-words.tsx")).ProofWords,
  { text: [proofText] },
);

/** For those who ask how they can know that the draw is fair. */
export const DrawProof = (props: ProofWordsProps) => {
  const isOpen = useSignal(false);
  return (
    <details
      class="waiting-proof"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{waitingText.t.proof}</summary>
      {isOpen.value ? <ProofWords {...props} /> : null}
    </details>
  );
};
