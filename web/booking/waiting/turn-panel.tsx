import { Countdown } from "#web/booking/waiting/countdown.tsx";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";

interface TurnPanelProps {
  readonly scene: Extract<Scene, { kind: "turn" | "admitted" }>;
  /** When the pass ends, by the service's clock; null if it ends with the sale. */
  readonly expiresAtMs: number | null;
  readonly concertId: string;
}

/** The turn has come: one thing to do, and the time for it. */
export const TurnPanel = ({ scene, expiresAtMs, concertId }: TurnPanelProps) => {
  const { t } = waitingText;
  const isAdmitted = scene.kind === "admitted";
  return (
    <>
      <section class={`card waiting-card waiting-turn${isAdmitted ? "" : " waiting-kept"}`}>
        <h2>{isAdmitted && scene.isFirstSight ? t.admittedBefore : t.admitted}</h2>
        {isAdmitted ? (
          expiresAtMs === null ? (
            <p class="waiting-lead">{t.passOpen}</p>
          ) : (
            <div>
              <p class="waiting-label">{t.passLeft}</p>
              <Countdown untilMs={expiresAtMs} />
              <p class="waiting-lead">{t.passWhy}</p>
            </div>
          )
        ) : (
          <p class="waiting-lead">{t.turnWhy}</p>
        )}
      </section>
      {isAdmitted ? (
        <div class="action-bar">
          <ButtonLink kind="primary" large href={`/concerts/${concertId}/dates`}>
            {t.choose}
          </ButtonLink>
        </div>
      ) : null}
    </>
  );
};
