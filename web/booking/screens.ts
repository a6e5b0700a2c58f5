/** The screens of the buyers' pages and their addresses. lib/edge-behaviours.ts has the same addresses in a coarser form. */
import { notFoundText } from "#web/booking/not-found/messages.ts";
import { signedInText } from "#web/booking/signed-in/messages.ts";
import type { ScreenRow } from "#web/shared/navigation/screen-table.ts";

export const SCREENS: readonly ScreenRow[] = [
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
