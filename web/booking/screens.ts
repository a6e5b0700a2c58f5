/** The screens of the buyers' pages and their addresses. lib/edge-behaviours.ts has the same addresses in a coarser form. */
import { accountText } from "#web/booking/account/messages.ts";
import { notFoundText } from "#web/booking/not-found/messages.ts";
import { pointsText } from "#web/booking/points/messages.ts";
import { refundTableText } from "#web/booking/refund-table/messages.ts";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { reservationStateText } from "#web/booking/reservation-state/messages.ts";
import { signedInText } from "#web/booking/signed-in/messages.ts";
import type { ScreenRow } from "#web/shared/navigation/screen-table.ts";

export const SCREENS: readonly ScreenRow[] = [
  {
    path: "/reservations/:reservationId",
    view: () => import("#web/booking/reservation/reservation-screen.tsx"),
    text: [reservationText, refundTableText],
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
