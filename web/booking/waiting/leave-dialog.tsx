import { type Signal, useSignal } from "@preact/signals";
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
  const { t } = waitingText;
  if (scene.kind === "waiting") return t.leaveWhy(ordinal(scene.number));
  if (scene.kind === "joining") return t.leaveWhyJoined;
  return scene.kind === "admitted" ? t.leaveWhyPass : t.leaveWhyLobby;
};

/** Giving the place up, on purpose and never by a slip. */
export const LeaveDialog = ({ scene, isOpen, onLeave }: LeaveDialogProps) => {
  const { t } = waitingText;
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
      title={t.leaveTitle}
      onClose={close}
      actions={
        <>
          <Button kind="danger" busy={isBusy.value} onClick={() => void leave()}>
            {t.leave}
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
          <p>{t.leaveFailed}</p>
        </Notice>
      ) : null}
    </Dialog>
  );
};
