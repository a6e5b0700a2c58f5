import { useSignal } from "@preact/signals";
import { holdBest } from "#web/booking/seats/hold.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { limitOf, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { Chart } from "#web/booking/seats/section-seats.ts";
import { count, won } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Stepper } from "#web/shared/ui/stepper.tsx";

interface StandingPanelProps {
  readonly page: SeatsPage;
  readonly section: Chart["sections"][number];
}

/** A standing area: how many places, and nothing else to choose. */
export const StandingPanel = ({ page, section }: StandingPanelProps) => {
  const { t } = seatsText;
  const quantity = useSignal(1);
  const { sectionId, label } = section;
  const offer = page.offers.value.get(sectionId);
  const free = offer?.free ?? 0;
  const most = Math.min(limitOf(page), free);
  const wanted = Math.max(1, Math.min(quantity.value, most));
  const total = wanted * ((offer?.fromPrice ?? 0) + page.performance.bookingFee);
  return (
    <div class="card stack seats-standing">
      <h3>{t.standingTitle(label)}</h3>
      <p class="muted">{t.standingText}</p>
      {most < 1 ? (
        <p>{t.allTaken}</p>
      ) : (
        <>
          <p class="figures">
            {t.left(count(free))} · {won(offer?.fromPrice ?? 0)}
          </p>
          <Stepper
            label={t.howMany}
            value={wanted}
            min={1}
            max={most}
            written={t.places(wanted)}
            onChange={(value) => {
              quantity.value = value;
            }}
          />
          <div class="seats-tray-foot">
            <p class="seats-tray-total">
              <span class="muted">{t.total}</span> <strong class="figures">{won(total)}</strong>
            </p>
            <Button
              kind="primary"
              large
              busy={page.isBusy.value}
              onClick={() =>
                void holdBest(page, {
                  quantity: wanted,
                  category: undefined,
                  section: sectionId,
                  isAccessible: false,
                  isTogether: false,
                })
              }
            >
              {t.takePlaces(wanted)}
            </Button>
          </div>
        </>
      )}
    </div>
  );
};
