import { ProblemError } from "#client/problem-error.ts";
import { InView } from "#web/booking/seats/in-view.tsx";
import { later } from "#web/booking/seats/later.tsx";
import { remarkText } from "#web/booking/seats/remark/messages.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

/** Most buyers meet no remark, so what there may be to say is loaded with the first one. */
const RemarkBody = later(async () => {
  const [part] = await Promise.all([import("#web/booking/seats/remark/remark.tsx"), remarkText.load()]);
  return part.RemarkBody;
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
