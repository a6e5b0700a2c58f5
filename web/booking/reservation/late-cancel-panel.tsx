/** The panel for cancelling, loaded when it is opened: most people never do. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { CancelPanelProps } from "#web/booking/reservation/cancel-panel.tsx";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

interface Loaded {
  readonly Panel: ComponentType<CancelPanelProps>;
}

export const LateCancelPanel = (props: CancelPanelProps) => {
  const loaded = useSignal<Loaded | undefined>(undefined);
  const error = useSignal<unknown>(undefined);
  const load = async (): Promise<void> => {
    error.value = undefined;
    try {
      const { CancelPanel } = await import("#web/booking/reservation/cancel-panel.tsx");
      loaded.value = { Panel: CancelPanel };
    } catch (thrown) {
      error.value = thrown;
    }
  };
  useEffect(() => void load(), []);
  if (error.value !== undefined) return <ProblemNotice error={error.value} retry={() => void load()} />;
  if (loaded.value === undefined) return <Skeleton label={reservationText.t.cancelLoading} lines={4} />;
  const { Panel } = loaded.value;
  return <Panel {...props} />;
};
