/** Cancelling some or all seats of a paid reservation: until somebody wants to, it is a button. */
import { useSignal } from "@preact/signals";
import type { CancelFlowProps } from "#web/booking/reservation/cancel/cancel-flow.tsx";
import { cancelText } from "#web/booking/reservation/cancel/messages.ts";
import { CancelFrame, type CancelParties } from "#web/booking/reservation/cancel-frame.tsx";
import { hasKeptCancellation } from "#web/booking/reservation/kept-cancellation.ts";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { isUpcoming } from "#web/booking/reservation-state/reservation-state.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { later } from "#web/shared/ui/later.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

const CancelFlow = later<CancelFlowProps>(
  async () => (await import("#web/booking/reservation/cancel/cancel-flow.tsx")).CancelFlow,
  {
    text: [cancelText],
    Meanwhile: (props) =>
      isUpcoming(props.state) ? (
        <CancelFrame {...props}>
          <Skeleton label={uiText.t.loading} lines={4} />
        </CancelFrame>
      ) : null,
  },
);

export const CancelSection = (props: CancelParties) => {
  const { t } = reservationText;
  const isPressed = useSignal(false);
  // One that was sent before a reload goes on by itself.
  const isResumed = useSignal(hasKeptCancellation(props.reservation.reservationId));
  if (isPressed.value || isResumed.value) return <CancelFlow {...props} isPressed={isPressed.value} />;
  if (!isUpcoming(props.state)) return null;
  return (
    <CancelFrame {...props}>
      <p>
        <Button
          onClick={() => {
            isPressed.value = true;
          }}
        >
          {t.cancelOpen}
        </Button>
      </p>
    </CancelFrame>
  );
};
