/** The screens of the buyers' pages and their addresses. lib/edge-behaviours.ts has the same addresses in a coarser form. */
import { accountText } from "#web/booking/account/messages.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { concertText } from "#web/booking/concert/messages.ts";
import { concertsText } from "#web/booking/concerts/messages.ts";
import { datesText } from "#web/booking/dates/messages.ts";
import { drawText } from "#web/booking/draw/messages.ts";
import { notFoundText } from "#web/booking/not-found/messages.ts";
import { passText } from "#web/booking/pass/messages.ts";
import { pointsText } from "#web/booking/points/messages.ts";
import { refundTableText } from "#web/booking/refund-table/messages.ts";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { reservationStateText } from "#web/booking/reservation-state/messages.ts";
import { saleText } from "#web/booking/sale/messages.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { signedInText } from "#web/booking/signed-in/messages.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { ScreenRow } from "#web/shared/navigation/screen-table.ts";

export const SCREENS: readonly ScreenRow[] = [
  {
    path: "/",
    view: () => import("#web/booking/concerts/concerts-screen.tsx"),
    text: [concertsText, saleText],
  },
  {
    path: "/concerts/:concertId",
    view: () => import("#web/booking/concert/concert-screen.tsx"),
    text: [concertText, saleText, refundTableText],
  },
  {
    path: "/concerts/:concertId/waiting",
    view: () => import("#web/booking/waiting/waiting-screen.tsx"),
    text: [waitingText],
  },
  {
    path: "/concerts/:concertId/draw",
    view: () => import("#web/booking/draw/draw-screen.tsx"),
    text: [drawText],
  },
  {
    path: "/concerts/:concertId/dates",
    view: () => import("#web/booking/dates/dates-screen.tsx"),
    text: [datesText, passText],
  },
  {
    path: "/performances/:performanceId/seats",
    view: () => import("#web/booking/seats/seats-screen.tsx"),
    text: [seatsText, passText],
  },
  {
    path: "/reservations/:reservationId/payment",
    view: () => import("#web/booking/checkout/checkout-screen.tsx"),
    text: [checkoutText, pointsText, refundTableText],
  },
  {
    path: "/reservations/:reservationId",
    view: () => import("#web/booking/reservation/reservation-screen.tsx"),
    text: [reservationText, reservationStateText, refundTableText],
  },
  {
    path: "/account",
    view: () => import("#web/booking/account/account-screen.tsx"),
    text: [accountText, reservationStateText, pointsText],
  },
  {
    path: "/account/points",
    view: () => import("#web/booking/account/points-screen.tsx"),
    text: [accountText],
  },
  {
    path: "/signed-in",
    view: () => import("#web/booking/signed-in/signed-in-screen.tsx"),
    text: [signedInText],
  },
];

/** For every other address. */
export const NOT_FOUND: ScreenRow = {
  path: "",
  view: () => import("#web/booking/not-found/not-found-screen.tsx"),
  text: [notFoundText],
};
