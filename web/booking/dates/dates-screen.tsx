/** The dates on sale, for somebody whose turn has come. A single date leads straight to its seats. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { DateCard } from "#web/booking/dates/date-card.tsx";
import { seatsPath } from "#web/booking/dates/date-offer.ts";
import { datesText } from "#web/booking/dates/messages.ts";
import { type InsideState, loadInside } from "#web/booking/pass/inside.ts";
import { InsideView } from "#web/booking/pass/inside-view.tsx";
import { type Performance, performancesOnSale } from "#web/booking/pass/on-sale.ts";
import { PassLeft } from "#web/booking/pass/pass-left.tsx";
import { wokeUp } from "#web/shared/clock/clock.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/dates/dates.css";

/** What is left changes while somebody thinks about the date. */
const REFRESH_MS = 10_000;

/** Loads the dates, and again every few seconds and after waking up. A later failure leaves what is shown. */
const useDates = (concertId: string, attempt: Signal<number>): InsideState<readonly Performance[]> => {
  const state = useSignal<InsideState<readonly Performance[]>>({ kind: "loading" });
  useEffect(() => {
    let isShown = true;
    const read = async (): Promise<void> => {
      const next = await loadInside(concertId, ({ token }) => performancesOnSale(concertId, token));
      if (!isShown || (next.kind === "failed" && state.peek().kind === "inside")) return;
      const isFirst = state.peek().kind !== "inside";
      state.value = next;
      const [only, ...others] = next.kind === "inside" ? next.found : [];
      if (isFirst && only !== undefined && others.length === 0) navigate(seatsPath(only), { replace: true });
    };
    const again = (): void => {
      if (!document.hidden) void read();
    };
    void read();
    const timer = setInterval(again, REFRESH_MS);
    const known = wokeUp.peek();
    const wokenUp = wokeUp.subscribe((times) => {
      if (times !== known) again();
    });
    return () => {
      isShown = false;
      clearInterval(timer);
      wokenUp();
    };
  }, [concertId, attempt.value, state]);
  return state.value;
};

const Dates = ({ dates, concertId }: { readonly dates: readonly Performance[]; readonly concertId: string }) => {
  const { t } = datesText;
  if (dates.length === 0) {
    return (
      <Notice title={t.noneTitle} actions={<ButtonLink href={`/concerts/${concertId}`}>{t.toConcert}</ButtonLink>}>
        <p>{t.noneText}</p>
      </Notice>
    );
  }
  return (
    <>
      <p class="muted">{t.intro}</p>
      <ul class="dates">
        {dates.map((date) => (
          <li key={date.performanceId}>
            <DateCard performance={date} />
          </li>
        ))}
      </ul>
    </>
  );
};

export const Screen = ({ params }: ScreenProps) => {
  const concertId = params["concertId"] ?? "";
  const attempt = useSignal(0);
  const state = useDates(concertId, attempt);
  const { t } = datesText;
  useTitle(t.title);
  return (
    <div class="page stack">
      <h1>{t.title}</h1>
      <div class="dates-turn">{state.kind === "inside" ? <PassLeft endsAtMs={state.endsAtMs} /> : null}</div>
      <InsideView
        state={state}
        concertId={concertId}
        loading={<Skeleton label={t.loading} lines={6} />}
        retry={() => {
          attempt.value += 1;
        }}
      >
        {(dates) => <Dates dates={dates} concertId={concertId} />}
      </InsideView>
    </div>
  );
};
