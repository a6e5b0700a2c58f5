/** The seats that are chosen, with what they cost; and the one press that holds them. As long as nothing is chosen it leaves its room to the map. */
import { type Choice, totalOf } from "#web/booking/seats/choice.ts";
import { holdChoice } from "#web/booking/seats/hold.ts";
import { CategorySwatch } from "#web/booking/seats/legend.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { namesOf } from "#web/booking/seats/seat-names.ts";
import { limitOf, removeSeat, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { won } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { CloseIcon } from "#web/shared/ui/icons.tsx";
import "#web/booking/seats/tray.css";

export const SeatTray = ({ page }: { readonly page: SeatsPage }) => {
  const { t } = seatsText;
  const choice = page.choice.value;
  const isEmpty = choice.length === 0;
  return (
    <section class={isEmpty ? "seats-tray is-empty" : "seats-tray"} aria-label={t.chosen}>
      {isEmpty ? (
        <p class="seats-tray-none muted">{limitOf(page) === 0 ? t.limitReached : t.noneChosen(limitOf(page))}</p>
      ) : (
        <Chosen page={page} choice={choice} />
      )}
      <div class="seats-tray-foot">
        {isEmpty ? null : <Total page={page} choice={choice} />}
        <Button kind="primary" large disabled={isEmpty} busy={page.isBusy.value} onClick={() => void holdChoice(page)}>
          {isEmpty ? t.holdShort : t.hold(choice.length)}
        </Button>
      </div>
    </section>
  );
};

interface ChosenProps {
  readonly page: SeatsPage;
  readonly choice: Choice;
}

const Chosen = ({ page, choice }: ChosenProps) => {
  const { t } = seatsText;
  const names = namesOf(page, choice);
  return (
    <ul class="seats-tray-seats">
      {choice.map((seat, at) => (
        <li key={seat.seatId}>
          <CategorySwatch page={page} category={seat.category} />
          <span class="seats-tray-name">{names[at]}</span>
          <span class="figures muted">{won(seat.price)}</span>
          <button type="button" aria-label={t.remove(names[at] ?? "")} onClick={() => removeSeat(page, seat)}>
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
};

const Total = ({ page, choice }: ChosenProps) => {
  const { t } = seatsText;
  const { bookingFee } = page.performance;
  return (
    <p class="seats-tray-total">
      <span class="muted">{t.total}</span> <strong class="figures">{won(totalOf(choice, bookingFee))}</strong>
      {bookingFee > 0 ? <span class="small muted"> {t.fee(won(bookingFee))}</span> : null}
    </p>
  );
};
