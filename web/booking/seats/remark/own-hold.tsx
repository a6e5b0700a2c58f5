import { giveBack } from "#web/booking/seats/hold.ts";
import type { Reservation } from "#web/booking/seats/load-page.ts";
import { remarkText } from "#web/booking/seats/remark/messages.ts";
import { listed } from "#web/booking/seats/seat-names.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import { second } from "#web/shared/clock/clock.ts";
import { ownZone, timeIn } from "#web/shared/format/format.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

/** Somebody came back from the payment, or opened a second tab: their hold is still there. */
export const OwnHold = ({ page, hold }: { readonly page: SeatsPage; readonly hold: Reservation }) => {
  const { t } = remarkText;
  const kind = page.remark.value?.kind;
  if (kind === "apart" || kind === "orphans") return null;
  if (Date.parse(hold.expiresAt) <= second.value) return null;
  const names = listed(hold.seats.map(({ label }) => label));
  return (
    <Notice
      kind="good"
      title={t.mineTitle(hold.seats.length)}
      actions={
        <>
          <ButtonLink kind="primary" href={`/reservations/${hold.reservationId}/payment`}>
            {t.payNow}
          </ButtonLink>
          <Button busy={page.isBusy.value} onClick={() => void giveBack(page, hold)}>
            {t.release}
          </Button>
        </>
      }
    >
      <p>{t.mineText(names, timeIn(hold.expiresAt, ownZone()))}</p>
    </Notice>
  );
};
