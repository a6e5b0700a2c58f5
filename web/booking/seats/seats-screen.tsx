/** Choosing seats of a performance. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type InsideState, loadInside } from "#web/booking/pass/inside.ts";
import { InsideView } from "#web/booking/pass/inside-view.tsx";
import { PassLeft } from "#web/booking/pass/pass-left.tsx";
import type { Pass } from "#web/booking/pass/pass-token.ts";
import { loadPage } from "#web/booking/seats/load-page.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { remarkText } from "#web/booking/seats/remark/messages.ts";
import { type SeatsPage, seatsPage } from "#web/booking/seats/seats-page.ts";
import { SeatsView } from "#web/booking/seats/seats-view.tsx";
import { serverNow } from "#web/shared/clock/clock.ts";
import { address } from "#web/shared/navigation/address.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { queueTokenOf } from "#web/shared/storage/queue-token.ts";
import { BackIcon } from "#web/shared/ui/action-icons.tsx";
import { HallTime } from "#web/shared/ui/hall-time.tsx";
import { later } from "#web/shared/ui/later.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/seats/seats.css";

const NotOnSale = later(async () => (await import("#web/booking/seats/remark/not-on-sale.tsx")).NotOnSale, {
  text: [remarkText],
});

/** @returns undefined if the performance is not on sale */
const load = async (concertId: string, performanceId: string, { token }: Pass): Promise<SeatsPage | undefined> => {
  const loaded = await loadPage(concertId, performanceId, token, serverNow);
  if (loaded === undefined) return undefined;
  const page = seatsPage(concertId, loaded, () => queueTokenOf(concertId).read() ?? token);
  const wished = address.peek().query.get("seats");
  if (wished !== null) {
    const { chooseWished } = await import("#web/booking/seats/remark/wished-seats.ts");
    await chooseWished(page, wished.split(","));
  }
  return page;
};

export const Screen = ({ params }: ScreenProps) => {
  const { t } = seatsText;
  const performanceId = params["performanceId"] ?? "";
  const concertId = address.peek().query.get("concert") ?? "";
  const state = useSignal<InsideState<SeatsPage | undefined>>({ kind: "loading" });
  const attempt = useSignal(0);
  useTitle(t.title);
  useEffect(() => {
    const leaving = new AbortController();
    const read = async (): Promise<void> => {
      state.value = { kind: "loading" };
      const next = await loadInside(concertId, (pass) => load(concertId, performanceId, pass));
      if (!leaving.signal.aborted) state.value = next;
    };
    void read();
    return () => leaving.abort();
  }, [concertId, performanceId, attempt.value, state]);
  const current = state.value;
  const performance = current.kind === "inside" ? current.found?.performance : undefined;
  return (
    <div class="page-wide seats-page">
      <div class="seats-head">
        <Link href={`/concerts/${concertId}/dates`} class="seats-other-dates">
          <BackIcon />
          {t.otherDates}
        </Link>
        <h1>{t.title}</h1>
        <div class="seats-when">
          {performance === undefined ? null : <HallTime at={performance.startsAt} zone={performance.timeZone} />}
          {current.kind === "inside" ? <PassLeft endsAtMs={current.endsAtMs} /> : null}
        </div>
      </div>
      <InsideView
        state={current}
        concertId={concertId}
        loading={<Skeleton label={t.loading} lines={8} />}
        retry={() => {
          attempt.value += 1;
        }}
      >
        {(page) => (page === undefined ? <NotOnSale concertId={concertId} /> : <SeatsView page={page} />)}
      </InsideView>
    </div>
  );
};
