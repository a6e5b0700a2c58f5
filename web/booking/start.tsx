/** Starts the buyers' pages: the head and foot of every page, and the screen of the address between them. */
import "#web/shared/styles/styles.css";
import { render } from "preact";
import { NOT_FOUND, SCREENS } from "#web/booking/screens.ts";
import { startClock } from "#web/shared/clock/clock.ts";
import { ScreenOutlet } from "#web/shared/navigation/screen-outlet.tsx";
import { Announcements } from "#web/shared/ui/announcements.tsx";
import { LostNotice } from "#web/shared/ui/lost-notice.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { PageFooter } from "#web/shared/ui/page-footer.tsx";
import { PageHeader } from "#web/shared/ui/page-header.tsx";

/** The script or the words of a screen could not be loaded, which is what a lost connection does. */
const Failure = ({ retry }: { readonly retry: () => void }) => (
  <div class="page">
    <LostNotice retry={retry} />
  </div>
);

const Site = () => (
  <>
    <PageHeader />
    <ScreenOutlet rows={SCREENS} notFound={NOT_FOUND} Failure={Failure} />
    <PageFooter />
    <Announcements />
  </>
);

const show = (): void => {
  const page = document.querySelector("#page");
  if (page !== null) render(<Site />, page);
};

/** Not even the words could be loaded: so these are in the script, in both languages. */
const showPlain = (): void => {
  const page = document.querySelector("#page");
  if (page === null) return;
  page.className = "page";
  page.textContent =
    "페이지를 불러오지 못했어요. 새로고침해 주세요. The page could not be loaded. Please load it again.";
};

startClock();
// Not awaited at the top of the module: the bundler would keep everything that screens share out of this file.
void uiText.load().then(show, showPlain);
