/** Asks whether the seats are to be released. */
import { ProblemError } from "#client/problem-error.ts";
import { seatsPath } from "#web/booking/checkout/addresses.ts";
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { releaseText } from "#web/booking/checkout/release/messages.ts";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import { call } from "#web/shared/api/client.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import { toast } from "#web/shared/ui/announcements.tsx";
import { Button } from "#web/shared/ui/button.tsx";
import { Dialog } from "#web/shared/ui/dialog.tsx";

export interface ReleaseDialogProps {
  readonly checkout: Checkout;
  readonly reservation: Reservation;
  readonly isOpen: boolean;
  readonly close: () => void;
}

export const ReleaseDialog = ({ checkout, reservation, isOpen, close }: ReleaseDialogProps) => {
  const { t } = releaseText;
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
      if (!(error instanceof ProblemError && error.code === "RESERVATION_NOT_HELD")) toast(checkoutText.t.changeFailed);
    }
  };
  const actions = (
    <>
      <Button onClick={close}>{t.releaseKeep}</Button>
      <Button kind="danger" busy={checkout.changing.value === "release"} onClick={() => void release()}>
        {checkoutText.t.release}
      </Button>
    </>
  );
  return (
    <Dialog open={isOpen} title={t.releaseAsk(reservation.seats.length)} onClose={close} actions={actions}>
      <p>{reservation.seats.map(({ label }) => label).join(", ")}</p>
      <p>{t.releaseWhy}</p>
    </Dialog>
  );
};
