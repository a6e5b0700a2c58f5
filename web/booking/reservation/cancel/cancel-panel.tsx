/** Choosing seats to cancel, what they give back, and the button that does it. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { firstChoice, stillOwned, toggled } from "#web/booking/reservation/cancel/cancellation-choice.ts";
import type { Cancelling } from "#web/booking/reservation/cancel/cancelling.ts";
import { cancelText } from "#web/booking/reservation/cancel/messages.ts";
import type { Quoting } from "#web/booking/reservation/cancel/quote.ts";
import { QuoteBox } from "#web/booking/reservation/cancel/quote-box.tsx";
import { reservationText } from "#web/booking/reservation/messages.ts";
import type { Reservation } from "#web/booking/reservation-state/reservation-state.ts";
import { second } from "#web/shared/clock/clock.ts";
import { won } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";

export interface CancelPanelProps {
  readonly reservation: Reservation;
  readonly timeZone: string;
  readonly cancelling: Cancelling;
  readonly quoting: Quoting;
  readonly onClose: () => void;
}

export const CancelPanel = ({ reservation, timeZone, cancelling, quoting, onClose }: CancelPanelProps) => {
  const { t } = cancelText;
  const owned = reservation.seats.map(({ seatId }) => seatId);
  const wanted = useSignal(cancelling.wanted() ?? firstChoice(owned));
  const chosen = stillOwned(owned, wanted.value);
  const isBusy = isUnderWay(cancelling.attempt.value);
  useQuote(quoting, chosen, isBusy);
  const legend = useRef<HTMLLegendElement>(null);
  useEffect(() => legend.current?.focus(), []);

  const view = quoting.view.value;
  const quote = view.kind === "known" ? view.quote : undefined;
  const choose = (seatIds: readonly string[]): void => {
    if (!isBusy) wanted.value = seatIds;
  };
  const isAll = chosen.length === owned.length;
  return (
    <div class="card stack reservation-cancel">
      <fieldset disabled={isBusy}>
        <legend ref={legend} tabIndex={-1}>
          {t.cancelChoose}
        </legend>
        {owned.length === 1 ? null : (
          <label class="choice">
            <input type="checkbox" checked={isAll} onChange={() => choose(isAll ? [] : owned)} />
            <span>{t.cancelAll}</span>
          </label>
        )}
        {reservation.seats.map(({ seatId, label, price, discount }) => (
          <label key={seatId} class="choice">
            <input
              type="checkbox"
              checked={chosen.includes(seatId)}
              onChange={() => choose(toggled(owned, chosen, seatId))}
            />
            <span class="reservation-choice">
              <span>{label}</span>
              <span class="figures muted">{won(price - discount)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <QuoteBox
        view={view}
        seats={reservation.seats.filter(({ seatId }) => chosen.includes(seatId))}
        rule={reservation.refundRule}
        timeZone={timeZone}
        retry={() => void quoting.read(chosen)}
      />
      <p class="small muted">{t.cancelFinal}</p>
      <div class="cluster">
        <Button
          kind="danger"
          busy={isBusy}
          disabled={quote === undefined}
          onClick={() => {
            if (quote !== undefined) cancelling.start(chosen, quote.amount);
          }}
        >
          {quote === undefined ? reservationText.t.cancelOpen : t.cancelConfirm(chosen.length, won(quote.amount))}
        </Button>
        {isBusy ? null : (
          <Button kind="quiet" onClick={onClose}>
            {t.cancelClose}
          </Button>
        )}
      </div>
    </div>
  );
};

/** Reads the quote when other seats are chosen, and when it no longer holds; never while it is being accepted. */
const useQuote = (quoting: Quoting, chosen: readonly string[], isBusy: boolean): void => {
  const names = chosen.join(",");
  const seatIds = useRef(chosen);
  seatIds.current = chosen;
  const busy = useRef(isBusy);
  busy.current = isBusy;
  useEffect(() => {
    if (!busy.current) void quoting.read(seatIds.current);
  }, [quoting, names]);
  useSignalEffect(() => {
    const view = quoting.view.value;
    if (view.kind !== "known" || busy.current) return;
    if (second.value >= Date.parse(view.quote.holdsUntil)) void quoting.read(seatIds.current);
  });
};
