import type { Signal } from "@preact/signals";
import { CallMe } from "#web/booking/waiting/call-me.tsx";
import { NextSteps } from "#web/booking/waiting/next-steps.tsx";
import { ScenePanel, type ScenePanelProps } from "#web/booking/waiting/scene-panel.tsx";
import type { Tone } from "#web/booking/waiting/tone.ts";

interface WaitingMainProps extends ScenePanelProps {
  readonly tone: Signal<Tone | undefined>;
}

/** The state, and for those who wait what follows from it. */
export const WaitingMain = ({ tone, ...props }: WaitingMainProps) => {
  const { scene } = props;
  const { queue } = props.known;
  const isWaiting = scene.kind === "lobby" || scene.kind === "waiting";
  return (
    <div class="waiting-main">
      <ScenePanel {...props} />
      {isWaiting && queue !== undefined ? (
        <>
          <NextSteps scene={scene} queue={queue} />
          <CallMe tone={tone} />
        </>
      ) : null}
    </div>
  );
};
