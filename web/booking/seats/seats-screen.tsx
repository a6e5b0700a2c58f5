/** Choosing seats of a performance. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ProblemError } from "#client/problem-error.ts";
import { readPass } from "#web/booking/pass/admission.ts";
import { NotInside } from "#web/booking/pass/not-inside.tsx";
import { PassEnd, PassLeft } from "#web/booking/pass/pass-left.tsx";
import { chooseSeats } from "#web/booking/seats/hold.ts";
import { loadPage } from "#web/booking/seats/load-page.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { type Refusal, refusalOf } from "#web/booking/seats/refusal.ts";
import { type SeatsPage, seatsPage } from "#web/booking/seats/seats-page.ts";
import { SeatsView } from "#web/booking/seats/seats-view.tsx";
import { serverNow } from "#web/shared/clock/clock.ts";
import { address } from "#web/shared/navigation/address.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { queueTokenOf } from "#web/shared/storage/queue-token.ts";
import { BackIcon } from "#web/shared/ui/action-icons.tsx";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { HallTime } from "#web/shared/ui/hall-time.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/seats/seats.css";

type State =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly page: SeatsPage; readonly endsAtMs: number | undefined }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "failed"; readonly error: unknown };

/** The seats of a hold that has ended are in the address by which somebody comes to choose again. A reload keeps the later choice. */
const chooseWished = async (page: SeatsPage): Promise<void> => {
  const { path, query } = address.peek();
  const wished = query.get("seats");
  if (wished === null) return;
  history.replaceState(null, "", `${path}?${new URLSearchParams({ concert: page.concertId }).toString()}`);
  await chooseSeats(page, wished.split(",").slice(0, page.performance.seatLimit)).catch(() => undefined);
};

const load = async (concertId: string, performanceId: string): Promise<State> => {
  try {
    const pass = await readPass(concertId);
    if (pass === undefined) return { kind: "refused", refusal: { kind: "NOT_INSIDE", isOver: false } };
    const loaded = await loadPage(concertId, performanceId, pass.token, serverNow);
    if (loaded === undefined) return { kind: "refused", refusal: { kind: "NOT_ON_SALE" } };
    const queueToken = (): string => queueTokenOf(concertId).read() ?? pass.token;
    const page = seatsPage(concertId, loaded, queueToken);
    await chooseWished(page);
    return { kind: "ready", page, endsAtMs: pass.endsAtMs };
  } catch (error) {
    const refusal = error instanceof ProblemError ? refusalOf(error) : undefined;
    return refusal === undefined ? { kind: "failed", error } : { kind: "refused", refusal };
  }
};

const Refused = ({ concertId, refusal }: { readonly concertId: string; readonly refusal: Refusal }) => {
  const { t } = seatsText;
  if (refusal.kind === "NOT_INSIDE") return <NotInside concertId={concertId} isOver={refusal.isOver} />;
  const isOff = refusal.kind === "CALLED_OFF";
  return (
    <Notice
      kind="warning"
      title={isOff ? t.calledOffTitle : t.notOnSaleTitle}
      actions={<ButtonLink href={`/concerts/${concertId}/dates`}>{t.toDates}</ButtonLink>}
    >
      <p>{isOff ? t.calledOffText : t.notOnSaleText}</p>
    </Notice>
  );
};

const Body = ({
  state,
  concertId,
  retry,
}: {
  readonly state: State;
  readonly concertId: string;
  readonly retry: () => void;
}) => {
  switch (state.kind) {
    case "loading":
      return <Skeleton label={seatsText.t.loading} lines={8} />;
    case "ready":
      return (
        <>
          <PassEnd endsAtMs={state.endsAtMs} concertId={concertId} />
          <SeatsView page={state.page} />
        </>
      );
    case "refused":
      return <Refused concertId={concertId} refusal={state.refusal} />;
    case "failed":
      return <ProblemNotice error={state.error} retry={retry} />;
  }
};

export const Screen = ({ params }: ScreenProps) => {
  const { t } = seatsText;
  const performanceId = params["performanceId"] ?? "";
  const concertId = address.peek().query.get("concert") ?? "";
  const state = useSignal<State>({ kind: "loading" });
  const attempt = useSignal(0);
  useTitle(t.title);
  useEffect(() => {
    const leaving = new AbortController();
    const read = async (): Promise<void> => {
      state.value = { kind: "loading" };
      const next = await load(concertId, performanceId);
      if (!leaving.signal.aborted) state.value = next;
    };
    void read();
    return () => leaving.abort();
  }, [concertId, performanceId, attempt.value, state]);
  const current = state.value;
  const performance = current.kind === "ready" ? current.page.performance : undefined;
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
          {current.kind === "ready" ? <PassLeft endsAtMs={current.endsAtMs} /> : null}
        </div>
      </div>
      <Body
        state={current}
        concertId={concertId}
        retry={() => {
          attempt.value += 1;
        }}
      />
    </div>
  );
};
