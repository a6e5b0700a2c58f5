import type { ComponentChildren } from "preact";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";

interface WaitingHeadProps {
  readonly scene: Scene;
  /** Empty until it is known. */
  readonly concertTitle: string;
  readonly status: ComponentChildren;
}

/** What one waits for, and how things stand. */
export const WaitingHead = ({ scene, concertTitle, status }: WaitingHeadProps) => {
  const { t } = waitingText;
  // What is said below is the heading then.
  if (scene.kind === "without place" && scene.why === "no concert") return null;
  const isPresale = "isPresale" in scene && scene.isPresale;
  return (
    <header class="waiting-head">
      <p class="waiting-kicker">{isPresale ? `${t.queue} · ${t.presale}` : t.queue}</p>
      <h1>{concertTitle || "\u00a0"}</h1>
      {status}
    </header>
  );
};
