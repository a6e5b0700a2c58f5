/** The words of the pages, from their own catalogues: tests look for what people read. */
import { messages as accountEn } from "#web/booking/account/messages.en.ts";
import { messages as accountKo } from "#web/booking/account/messages.ko.ts";
import { messages as checkoutEn } from "#web/booking/checkout/messages.en.ts";
import { messages as checkoutKo } from "#web/booking/checkout/messages.ko.ts";
import { messages as concertEn } from "#web/booking/concert/messages.en.ts";
import { messages as concertKo } from "#web/booking/concert/messages.ko.ts";
import { messages as datesEn } from "#web/booking/dates/messages.en.ts";
import { messages as datesKo } from "#web/booking/dates/messages.ko.ts";
import { messages as drawEn } from "#web/booking/draw/messages.en.ts";
import { messages as drawKo } from "#web/booking/draw/messages.ko.ts";
import { messages as passEn } from "#web/booking/pass/messages.en.ts";
import { messages as passKo } from "#web/booking/pass/messages.ko.ts";
import { messages as pointsEn } from "#web/booking/points/messages.en.ts";
import { messages as pointsKo } from "#web/booking/points/messages.ko.ts";
import { messages as reservationEn } from "#web/booking/reservation/messages.en.ts";
import { messages as reservationKo } from "#web/booking/reservation/messages.ko.ts";
import { messages as seatsEn } from "#web/booking/seats/messages.en.ts";
import { messages as seatsKo } from "#web/booking/seats/messages.ko.ts";
import { messages as leaveEn } from "#web/booking/waiting/leave/messages.en.ts";
import { messages as leaveKo } from "#web/booking/waiting/leave/messages.ko.ts";
import { messages as lobbyEn } from "#web/booking/waiting/lobby/messages.en.ts";
import { messages as lobbyKo } from "#web/booking/waiting/lobby/messages.ko.ts";
import { messages as waitingEn } from "#web/booking/waiting/messages.en.ts";
import { messages as waitingKo } from "#web/booking/waiting/messages.ko.ts";
import { messages as withoutEn } from "#web/booking/waiting/without/messages.en.ts";
import { messages as withoutKo } from "#web/booking/waiting/without/messages.ko.ts";
import { messages as uiEn } from "#web/shared/ui/messages.en.ts";
import { messages as uiKo } from "#web/shared/ui/messages.ko.ts";
import { messages as refusalEn } from "#web/shared/ui/refusal/messages.en.ts";
import { messages as refusalKo } from "#web/shared/ui/refusal/messages.ko.ts";

const ko = {
  account: accountKo,
  checkout: checkoutKo,
  concert: concertKo,
  dates: datesKo,
  draw: drawKo,
  pass: passKo,
  points: pointsKo,
  reservation: reservationKo,
  seats: seatsKo,
  ui: uiKo,
  refusal: refusalKo,
  waiting: waitingKo,
  leave: leaveKo,
  lobby: lobbyKo,
  without: withoutKo,
};

export type Words = typeof ko;

const en: Words = {
  account: accountEn,
  checkout: checkoutEn,
  concert: concertEn,
  dates: datesEn,
  draw: drawEn,
  pass: passEn,
  points: pointsEn,
  reservation: reservationEn,
  seats: seatsEn,
  ui: uiEn,
  refusal: refusalEn,
  waiting: waitingEn,
  leave: leaveEn,
  lobby: lobbyEn,
  without: withoutEn,
};

export const WORDS: Readonly<Record<"ko" | "en", Words>> = { ko, en };

/** Stands in a message for something that a test does not name, such as an amount: `like(t.pay(ANY))`. */
export const ANY = "\u0007";

/** Finds a message whatever is written where it has ANY. */
export const like = (message: string): RegExp =>
  new RegExp(message.replaceAll(/[.?*+^$()[\]{}|\\/]/g, String.raw`\$&`).replaceAll(ANY, ".+"));
