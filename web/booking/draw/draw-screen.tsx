/** "Check my draw": anybody with an arrival number works the draw out again, in the browser. */
import { useSignal } from "@preact/signals";
import { parseArrival } from "#web/booking/draw/arrival-input.ts";
import { CheckResult } from "#web/booking/draw/check-result.tsx";
import { Figures } from "#web/booking/draw/figures.tsx";
import { drawText } from "#web/booking/draw/messages.ts";
import { type UsedDraw, useDraw } from "#web/booking/draw/use-draw.ts";
import { dateTime, zoneName } from "#web/shared/format/dates.ts";
import { ownZone } from "#web/shared/format/format.ts";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { Field } from "#web/shared/ui/field.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/draw/draw.css";

const ArrivalForm = ({ draw }: { readonly draw: UsedDraw }) => {
  const { t } = drawText;
  const text = useSignal(draw.ownArrival === undefined ? "" : String(draw.ownArrival));
  const isWrong = useSignal(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const arrival = parseArrival(text.peek());
    isWrong.value = arrival === undefined;
    if (arrival !== undefined) void draw.check(arrival);
  };
  const isOwn = parseArrival(text.value) === draw.ownArrival && draw.ownArrival !== undefined;
  return (
    <form class="draw-form" onSubmit={submit} noValidate>
      <Field
        label={t.arrival}
        hint={isOwn ? t.arrivalYours : t.arrivalHint}
        error={isWrong.value ? t.arrivalError : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
            value={text.value}
            onInput={({ currentTarget }) => {
              text.value = currentTarget.value;
              isWrong.value = false;
            }}
          />
        )}
      </Field>
      <Button kind="primary" submit>
        {t.check}
      </Button>
    </form>
  );
};

const Draw = ({ draw }: { readonly draw: UsedDraw }) => {
  const { t } = drawText;
  const queue = draw.queue.value;
  const checked = draw.checked.value;
  if (draw.error.value !== undefined) return <ProblemNotice error={draw.error.value} retry={() => void draw.read()} />;
  if (queue === undefined) return <Skeleton label={t.loading} lines={5} />;
  const number = checked !== undefined && "number" in checked.check ? checked.check.number : undefined;
  return (
    <>
      {queue.draw.seed === null ? (
        <Notice title={t.notDrawn}>
          <p>{t.notDrawnWhy(`${dateTime(queue.opensAt, ownZone())} (${zoneName(ownZone())})`)}</p>
        </Notice>
      ) : (
        <ArrivalForm draw={draw} />
      )}
      {checked === undefined ? null : <CheckResult {...checked} />}
      <Figures draw={queue.draw} arrival={checked?.claim.arrival} number={number} />
      <details>
        <summary>{t.proves}</summary>
        <p>{t.provesWhy}</p>
      </details>
    </>
  );
};

export const Screen = ({ params }: ScreenProps) => {
  const concertId = params["concertId"] ?? "";
  const { t } = drawText;
  const draw = useDraw(concertId);
  useTitle(t.title);
  return (
    <div class="page stack stack-l draw">
      <header class="stack stack-s">
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
      </header>
      <Draw draw={draw} />
      <p>
        <ButtonLink kind="quiet" href={`/concerts/${concertId}/waiting`}>
          {t.back}
        </ButtonLink>
      </p>
    </div>
  );
};
