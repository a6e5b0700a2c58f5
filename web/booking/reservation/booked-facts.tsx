/** What is booked: when, where, which seats, and what to keep of it. */
import {
  concertIn,
  type FactsState,
  type Performance,
  performanceIn,
  refreshConcert,
} from "#web/booking/concert-facts/concert-facts.ts";
import type { Booked } from "#web/booking/reservation/download-calendar.ts";
import { reservationText } from "#web/booking/reservation/messages.ts";
import type { ReceiptView } from "#web/booking/reservation/open-reservation.ts";
import { type PriceList, priceTypeName, type Seat } from "#web/booking/reservation/price-lines.ts";
import {
  hasEnded,
  isUpcoming,
  type Reservation,
  type ReservationState,
} from "#web/booking/reservation-state/reservation-state.ts";
import { language } from "#web/shared/language/language.ts";
import { CalendarIcon, PrintIcon } from "#web/shared/ui/action-icons.tsx";
import { toast } from "#web/shared/ui/announcements.tsx";
import { Button } from "#web/shared/ui/button.tsx";
import { HallTime } from "#web/shared/ui/hall-time.tsx";

interface BookedFactsProps {
  readonly state: ReservationState;
  readonly reservation: Reservation;
  readonly facts: FactsState;
  readonly receipt: ReceiptView;
}

export const BookedFacts = ({ state, reservation, facts, receipt }: BookedFactsProps) => {
  const { t } = reservationText;
  const concert = concertIn(facts);
  const performance = performanceIn(facts, reservation.performanceId);
  const gone = goneWord(reservation, state);
  return (
    <section class="stack">
      <dl class="reservation-facts">
        {performance === undefined ? null : <When performance={performance} isCalledOff={performance.calledOff} />}
        {concert === undefined ? null : (
          <div>
            <dt>{t.where}</dt>
            <dd>{concert.venue}</dd>
          </div>
        )}
        <div>
          <dt>{t.seats}</dt>
          <dd>
            <ul class="reservation-seats">
              {reservation.seats.map((seat) => (
                <SeatLine
                  key={seat.seatId}
                  seat={seat}
                  gone={hasEnded(state) ? gone : undefined}
                  prices={performance?.prices}
                />
              ))}
              {reservation.returnedSeats.map((seat) => (
                <SeatLine key={seat.seatId} seat={seat} gone={gone} prices={performance?.prices} />
              ))}
            </ul>
          </dd>
        </div>
      </dl>
      {facts.kind === "failed" ? <FactsFailed concertId={reservation.concertId} /> : null}
      {reservation.paymentId === null ? null : (
        <div class="cluster no-print">
          {isUpcoming(state) && concert !== undefined && performance !== undefined ? (
            <Button onClick={() => void addToCalendar({ reservation, concert, performance, receipt })}>
              <CalendarIcon />
              {t.addToCalendar}
            </Button>
          ) : null}
          <Button onClick={() => print()}>
            <PrintIcon />
            {t.print}
          </Button>
        </div>
      )}
    </section>
  );
};

/** The writer of calendar files is loaded when it is asked for. */
const addToCalendar = async (booked: Booked): Promise<void> => {
  try {
    const { downloadCalendar } = await import("#web/booking/reservation/download-calendar.ts");
    downloadCalendar(booked);
  } catch {
    toast(reservationText.t.calendarFailed);
  }
};

const When = ({ performance, isCalledOff }: { readonly performance: Performance; readonly isCalledOff: boolean }) => {
  const time = <HallTime at={performance.startsAt} zone={performance.timeZone} />;
  return (
    <div>
      <dt>{reservationText.t.when}</dt>
      <dd class="reservation-when">{isCalledOff ? <s>{time}</s> : time}</dd>
    </div>
  );
};

const BY_ORGANISER: ReadonlySet<ReservationState> = new Set(["REFUNDED", "PARTLY_REFUNDED", "CALLED_OFF"]);

/** What has become of seats that are no longer the reservation's. Of those that were never paid for, its state says enough. */
const goneWord = ({ paymentId }: Reservation, state: ReservationState): string | undefined => {
  const { t } = reservationText;
  if (paymentId === null) return undefined;
  return BY_ORGANISER.has(state) ? t.refundedSeat : t.cancelledSeat;
};

interface SeatLineProps {
  readonly seat: Seat;
  /** What has become of it, if it is no longer the reservation's. */
  readonly gone: string | undefined;
  readonly prices: PriceList | undefined;
}

const SeatLine = ({ seat, gone, prices }: SeatLineProps) => {
  const type = priceTypeName(prices, seat, language.value);
  const rate = type === "" ? seat.category : `${seat.category}, ${type}`;
  return (
    <li class={gone === undefined ? "reservation-seat" : "reservation-seat reservation-seat-gone"}>
      {gone === undefined ? <strong>{seat.label}</strong> : <s>{seat.label}</s>}{" "}
      <span class="small muted">{gone ?? rate}</span>
    </li>
  );
};

const FactsFailed = ({ concertId }: { readonly concertId: string }) => {
  const { t } = reservationText;
  return (
    <p class="cluster no-print">
      {t.factsFailed}
      <Button kind="quiet" onClick={() => void refreshConcert(concertId)}>
        {t.tryAgain}
      </Button>
    </p>
  );
};
