/** Releasing the seats on purpose, after a question. */
import { useSignal } from "@preact/signals";
import { ProblemError } from "#client/problem-error.ts";
import { seatsPath } from "#web/booking/checkout/addresses.ts";
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import { call } from "#web/shared/api/client.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import { toast } from "#web/shared/ui/announcements.tsx";
import { Button } from "#web/shared/ui/button.tsx";
import { Dialog } from "#web/shared/ui/dialog.tsx";

interface ReleaseProps {
  readonly checkout: Checkout;
  readonly reservation: Reservation;
}

export const Release = ({ checkout, reservation }: ReleaseProps) => {
  const { t } = checkoutText;
  const isOpen = useSignal(false);
  const isBusy = checkout.changing.value === "release";
  const close = (): void => {
    isOpen.value = false;
  };
  const release = async (): Promise<void> => {
    try {
      await checkout.change("release", async () => {
        await call("releaseReservation", { params: { reservationId: checkout.reservationId } });
        return undefined;
      });
      toast(t.released);
      navigate(seatsPath(reservation), { replace: true });
    } catch (error) {
      close();
      // What the reservation has become is on the screen by now.
      if (!(error instanceof ProblemError && error.code === "RESERVATION_NOT_HELD")) toast(t.changeFailed);
    }
  };
  const actions = (
    <>
      <Button onClick={close}>{t.releaseKeep}</Button>
      <Button kind="danger" busy={isBusy} onClick={() => void release()}>
        {t.release}
      </Button>
    </>
  );
  return (
    <div class="checkout-release">
      <Button
        kind="quiet"
        disabled={checkout.isLocked.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {t.release}
      </Button>
      <Dialog open={isOpen.value} title={t.releaseAsk(reservation.seats.length)} onClose={close} actions={actions}>
        <p>{reservation.seats.map(({ label }) => label).join(", ")}</p>
        <p>{t.releaseWhy}</p>
      </Dialog>
    </div>
  );
};
