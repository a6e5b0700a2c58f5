import { render } from "preact";
import { SCREENS } from "#web/booking/screens.ts";
import { startClock } from "#web/shared/clock/clock.ts";
import { ScreenOutlet } from "#web/shared/navigation/screen-outlet.tsx";

const Nothing = ({ retry }: { readonly retry: () => void }) => (
  <button type="button" onClick={retry}>
    Retry
  </button>
);
const notFound = SCREENS[0];

startClock();
const page = document.querySelector("#page");
if (page !== null && notFound !== undefined)
  render(<ScreenOutlet rows={SCREENS} notFound={notFound} Failure={Nothing} />, page);
