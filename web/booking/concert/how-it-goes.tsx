import { useComputed } from "@preact/signals";
import { useId } from "preact/hooks";
import { concertText } from "#web/booking/concert/messages.ts";
import { second } from "#web/shared/clock/clock.ts";
import { duration } from "#web/shared/format/format.ts";

/** Until the queue has been read. */
const CLAIM_SECONDS_USUAL = 60;

interface HowItGoesProps {
  readonly opensAt: string;
  /** How long somebody has to go in when it is their turn. */
  readonly claimSeconds?: number | undefined;
  /** How long chosen seats are held; undefined if the stage does not say it. */
  readonly holdSeconds?: number | undefined;
}

/** What will happen: before the opening with the lobby and the draw, after it with a queue. */
export const HowItGoes = ({ opensAt, claimSeconds = CLAIM_SECONDS_USUAL, holdSeconds }: HowItGoesProps) => {
  const hasOpened = useComputed(() => second.value >= Date.parse(opensAt)).value;
  const id = useId();
  const { how, steps } = concertText.t;
  const first = hasOpened ? [steps.join] : [steps.lobby, steps.draw];
  const { title, held, heldForNow, points } = steps.pay;
  const heldText = holdSeconds === undefined ? heldForNow : held(duration(holdSeconds));
  const all = [
    ...first,
    { ...steps.turn, text: steps.turn.text(duration(claimSeconds)) },
    { title, text: `${heldText} ${points}` },
  ];
  return (
    <section aria-labelledby={id} class="stack">
      <h2 id={id}>{how}</h2>
      <ol class="plain-list concert-steps">
        {all.map((step) => (
          <li key={step.title}>
            <h3>{step.title}</h3>
            <p>{step.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
};
