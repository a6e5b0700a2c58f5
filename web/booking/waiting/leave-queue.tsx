import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { LeaveDialogProps } from "#web/booking/waiting/leave/leave-dialog.tsx";
import { leaveText } from "#web/booking/waiting/leave/messages.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";
import { toast } from "#web/shared/ui/announcements.tsx";
import { Button } from "#web/shared/ui/button.tsx";

interface LeaveQueueProps {
  readonly scene: Scene;
  readonly onLeave: () => Promise<void>;
}

/** The way out. Its question is loaded when it is asked: most people who wait never do. */
export const LeaveQueue = ({ scene, onLeave }: LeaveQueueProps) => {
  const { t } = waitingText;
  const isOpen = useSignal(false);
  const dialog = useSignal<{ readonly LeaveDialog: ComponentType<LeaveDialogProps> } | undefined>(undefined);
  const open = async (): Promise<void> => {
    try {
      const [loaded] = await Promise.all([import("#web/booking/waiting/leave/leave-dialog.tsx"), leaveText.load()]);
      dialog.value = loaded;
      isOpen.value = true;
    } catch {
      toast(t.leaveFailed);
    }
  };
  const Question = dialog.value?.LeaveDialog;
  return (
    <>
      <Button kind="quiet" class="waiting-leave" onClick={() => void open()}>
        {t.leave}
      </Button>
      {Question === undefined ? null : <Question scene={scene} isOpen={isOpen} onLeave={onLeave} />}
    </>
  );
};
