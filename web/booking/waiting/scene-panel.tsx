import type { Known } from "#web/booking/waiting/known.ts";
import type { LobbyPanelProps } from "#web/booking/waiting/lobby/lobby-panel.tsx";
import { lobbyText } from "#web/booking/waiting/lobby/messages.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";
import { TurnPanel } from "#web/booking/waiting/turn-panel.tsx";
import { WaitPanel } from "#web/booking/waiting/wait-panel.tsx";
import type { WaitingSession } from "#web/booking/waiting/waiting-session.ts";
import { withoutText } from "#web/booking/waiting/without/messages.ts";
import type { WithoutPanelProps } from "#web/booking/waiting/without/without-panel.tsx";
import { second } from "#web/shared/clock/clock.ts";
import { clockTime } from "#web/shared/format/durations.ts";
import { later } from "#web/shared/ui/later.tsx";

export interface ScenePanelProps {
  readonly scene: Scene;
  readonly known: Known;
  readonly concertId: string;
  readonly zone: string;
  readonly isSignedIn: boolean;
  readonly session: WaitingSession;
}

// Somebody who waits is shown neither of these.
const LobbyPanel = later<LobbyPanelProps>(
  async () => (await import("#web/booking/waiting/lobby/lobby-panel.tsx")).LobbyPanel,
  { text: [lobbyText] },
);
const WithoutPanel = later<WithoutPanelProps>(
  async () => (await import("#web/booking/waiting/without/without-panel.tsx")).WithoutPanel,
  { text: [withoutText] },
);

const Moment = ({ title, why }: { readonly title: string; readonly why?: string }) => (
  <section class="card waiting-card waiting-kept waiting-moment">
    <div class="stack stack-s">
      <h2>{title}</h2>
      {why === undefined ? null : <p>{why}</p>}
    </div>
  </section>
);

/** A place far back is numbered at once and shown minutes later: nobody needs to hurry there. */
const joinedWords = (lookAtMs: number | undefined): string => {
  const { t } = waitingText;
  const left = lookAtMs === undefined ? 0 : (lookAtMs - second.value) / 1000;
  return left > 0 ? t.numberIn(clockTime(left)) : t.numberNow;
};

/** The state that somebody is in, in one card of a height that stays. */
export const ScenePanel = ({ scene, known, concertId, zone, isSignedIn, session }: ScenePanelProps) => {
  const { t } = waitingText;
  const { queue, standing, lookAtMs } = known;
  switch (scene.kind) {
    case "loading":
      return <Moment title={t.loading} />;
    case "joining":
      return scene.isTaken ? (
        <Moment title={t.joined} why={joinedWords(lookAtMs)} />
      ) : (
        <Moment title={t.joining} why={t.joiningWhy} />
      );
    case "lobby":
      return queue === undefined ? null : <LobbyPanel scene={scene} queue={queue} zone={zone} />;
    case "waiting":
      return <WaitPanel scene={scene} />;
    case "turn":
    case "admitted": {
      const expiresAtMs = standing.kind === "admitted" ? standing.expiresAtMs : null;
      return <TurnPanel scene={scene} expiresAtMs={expiresAtMs} concertId={concertId} />;
    }
    case "without place":
      return (
        <WithoutPanel
          scene={scene}
          queue={queue}
          concertId={concertId}
          isSignedIn={isSignedIn}
          onJoin={(accessible) => session.join({ accessible })}
          onLook={session.resume}
        />
      );
  }
};
