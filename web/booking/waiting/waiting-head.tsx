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
  const isUnknown = scene.kind === "without place" && scene.why === "no concert";
  const isPresale = "isPresale" in scene && scene.isPresale;
  return (
    <header class="waiting-head">
      <p class="waiting-kicker">{isPresale ? `${t.queue} · ${t.presale}` : t.queue}</p>
      <h1>{concertTitle || (isUnknown ? t.queue : "\u00a0")}</h1>
      {status}
    </header>
  );
};
