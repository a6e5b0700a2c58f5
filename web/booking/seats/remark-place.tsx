import { ProblemError } from "#client/problem-error.ts";
import { InView } from "#web/booking/seats/in-view.tsx";
import { remarkText } from "#web/booking/seats/remark/messages.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import { later } from "#web/shared/ui/later.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

/** Most buyers meet no remark, so what there may be to say is loaded with the first one. */
const RemarkBody = later(async () => (await import("#web/booking/seats/remark/remark.tsx")).RemarkBody, {
  text: [remarkText],
  lines: 2,
});

/** Above the tray, over what is behind it: nothing moves when it comes or goes. */
export const RemarkPlace = ({ page }: { readonly page: SeatsPage }) => {
  const remark = page.remark.value;
  // What is said of a lost connection must not need one.
  const isUnanswered = remark?.kind === "problem" && !(remark.error instanceof ProblemError);
  return (
    <div class="seats-remark">
      {isUnanswered ? (
        <InView of={remark}>
          <ProblemNotice error={remark.error} retry={remark.retry} />
        </InView>
      ) : null}
      {remark === undefined || isUnanswered ? null : <RemarkBody page={page} remark={remark} />}
    </div>
  );
};
