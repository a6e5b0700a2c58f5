/** The dates on sale, for somebody whose turn has come. A single date leads straight to its seats. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ProblemError } from "#client/problem-error.ts";
import { DateCard } from "#web/booking/dates/date-card.tsx";
import { type Performance, seatsPath } from "#web/booking/dates/date-offer.ts";
import { datesText } from "#web/booking/dates/messages.ts";
import { readPass } from "#web/booking/pass/admission.ts";
import { NotInside } from "#web/booking/pass/not-inside.tsx";
import { PassEnd, PassLeft } from "#web/booking/pass/pass-left.tsx";
import { call } from "#web/shared/api/client.ts";
import { wokeUp } from "#web/shared/clock/clock.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/dates/dates.css";

type State =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly dates: readonly Performance[]; readonly endsAtMs: number | undefined }
  | { readonly kind: "outside"; readonly isOver: boolean }
  | { readonly kind: "failed"; readonly error: unknown };

/** What is left changes while somebody thinks about the date. */
const REFRESH_MS = 10_000;

const NOT_INSIDE: ReadonlySet<string> = new Set(["NOT_ADMITTED", "QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_NOT_FOUND"]);
const OVER: ReadonlySet<string> = new Set(["QUEUE_TOKEN_INVALID", "QUEUE_TOKEN_EXPIRED"]);

const allDates = async (concertId: string, queueToken: string): Promise<readonly Performance[]> => {
  const dates: Performance[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = await call("listPerformances", { params: { concertId }, query, queueToken });
    dates.push(...body.items);
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return dates;
};

const load = async (concertId: string): Promise<State> => {
  try {
    const pass = await readPass(concertId);
    if (pass === undefined) return { kind: "outside", isOver: false };
    return { kind: "ready", dates: await allDates(concertId, pass.token), endsAtMs: pass.endsAtMs };
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : "";
    if (NOT_INSIDE.has(code) || OVER.has(code)) return { kind: "outside", isOver: OVER.has(code) };
    return { kind: "failed", error };
  }
};

/** Loads the dates, and again every few seconds and after waking up. A later failure leaves what is shown. */
const useDates = (concertId: string, attempt: Signal<number>): State => {
  const state = useSignal<State>({ kind: "loading" });
  useEffect(() => {
    let isShown = true;
    const read = async (): Promise<void> => {
      const next = await load(concertId);
      if (!isShown || (next.kind === "failed" && state.peek().kind === "ready")) return;
      const isFirst = state.peek().kind !== "ready";
      state.value = next;
      const [only, ...others] = next.kind === "ready" ? next.dates : [];
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

const Body = ({
  state,
  concertId,
  retry,
}: {
  readonly state: State;
  readonly concertId: string;
  readonly retry: () => void;
}) => {
  const { t } = datesText;
  switch (state.kind) {
    case "loading":
      return <Skeleton label={t.loading} lines={6} />;
    case "outside":
      return <NotInside concertId={concertId} isOver={state.isOver} />;
    case "failed":
      return <ProblemNotice error={state.error} retry={retry} />;
    case "ready":
      return state.dates.length === 0 ? (
        <Notice title={t.noneTitle} actions={<ButtonLink href={`/concerts/${concertId}`}>{t.toConcert}</ButtonLink>}>
          <p>{t.noneText}</p>
        </Notice>
      ) : (
        <>
          <PassEnd endsAtMs={state.endsAtMs} concertId={concertId} />
          <p class="muted">{t.intro}</p>
          <ul class="dates">
            {state.dates.map((date) => (
              <li key={date.performanceId}>
                <DateCard performance={date} />
              </li>
            ))}
          </ul>
        </>
      );
  }
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
      <div class="dates-turn">{state.kind === "ready" ? <PassLeft endsAtMs={state.endsAtMs} /> : null}</div>
      <Body
        state={state}
        concertId={concertId}
        retry={() => {
          attempt.value += 1;
        }}
      />
    </div>
  );
};
