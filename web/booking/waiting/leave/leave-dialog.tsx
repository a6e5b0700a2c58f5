import { type Signal, useSignal } from "@preact/signals";
import { leaveText } from "#web/booking/waiting/leave/messages.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";
import { ordinal } from "#web/booking/waiting/words.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Dialog } from "#web/shared/ui/dialog.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

export interface LeaveDialogProps {
  readonly scene: Scene;
  readonly isOpen: Signal<boolean>;
  readonly onLeave: () => Promise<void>;
}

const costWords = (scene: Scene): string => {
  const { t } = leaveText;
  if (scene.kind === "waiting") return t.why(ordinal(scene.number));
  if (scene.kind === "joining") return t.whyJoined;
  return scene.kind === "admitted" ? t.whyPass : t.whyLobby;
};

/** Giving the place up, on purpose and never by a slip. */
export const LeaveDialog = ({ scene, isOpen, onLeave }: LeaveDialogProps) => {
  const { t } = leaveText;
  const isBusy = useSignal(false);
  const hasFailed = useSignal(false);
  const close = (): void => {
    hasFailed.value = false;
    isOpen.value = false;
  };
  const leave = async (): Promise<void> => {
    isBusy.value = true;
    hasFailed.value = false;
    try {
      await onLeave();
      close();
    } catch {
      hasFailed.value = true;
    }
    isBusy.value = false;
  };
  return (
    <Dialog
      open={isOpen.value}
      title={t.title}
      onClose={close}
      actions={
        <>
          <Button kind="danger" busy={isBusy.value} onClick={() => void leave()}>
            {waitingText.t.leave}
          </Button>
          <Button kind="primary" onClick={close}>
            {t.stay}
          </Button>
        </>
      }
    >
      <p>{costWords(scene)}</p>
      {hasFailed.value ? (
        <Notice kind="problem" spoken>
          <p>{waitingText.t.leaveFailed}</p>
        </Notice>
      ) : null}
    </Dialog>
  );
};
