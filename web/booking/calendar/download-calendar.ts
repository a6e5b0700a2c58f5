/** Gives somebody their performance as a file for their calendar. */
import { calendarFile } from "#web/booking/calendar/calendar-file.ts";
import type { Concert, Performance } from "#web/booking/concert-facts/concert-facts.ts";
import type { ReceiptView } from "#web/booking/reservation/open-reservation.ts";
import type { Reservation } from "#web/booking/reservation-state/reservation-state.ts";
import { serverNow } from "#web/shared/clock/clock.ts";

export interface Booked {
  readonly reservation: Reservation;
  readonly concert: Concert;
  readonly performance: Performance;
  readonly receipt: ReceiptView;
  /** What seats and the number of a receipt are called. */
  readonly words: { readonly seats: string; readonly receiptNumber: string };
}

export const downloadCalendar = (booked: Booked): void => {
  const file = new Blob([textOf(booked)], { type: "text/calendar;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `encore-${booked.performance.startsAt.slice(0, 10)}.ics`;
  link.click();
  // The browser has begun to read the file by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href));
};

const textOf = ({ reservation, concert, performance, receipt, words }: Booked): string => {
  const url = new URL(`/reservations/${reservation.reservationId}`, location.origin).href;
  const lines = [
    concert.artist,
    `${words.seats}: ${reservation.seats.map(({ label }) => label).join(", ")}`,
    ...(receipt.kind === "known" ? [`${words.receiptNumber} ${receipt.receipt.receiptNumber}`] : []),
    url,
  ];
  return calendarFile({
    uid: `${reservation.reservationId}@${location.hostname}`,
    madeMs: serverNow(),
    startMs: Date.parse(performance.startsAt),
    runningMinutes: concert.runningMinutes,
    timeZone: performance.timeZone,
    title: concert.title,
    place: concert.venue,
    description: lines.join("\n"),
    url,
  });
};
