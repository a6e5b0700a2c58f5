/** A refusal of the service in words of its own, with a way on. */
import { useMemo } from "preact/hooks";
import { ProblemError } from "#client/problem-error.ts";
import { NotInside } from "#web/booking/pass/not-inside.tsx";
import type { ChosenSeat } from "#web/booking/seats/choice.ts";
import { holdBest } from "#web/booking/seats/hold.ts";
import { useEqualSeats } from "#web/booking/seats/remark/equal-seats.ts";
import { holdInstead } from "#web/booking/seats/remark/hold-instead.ts";
import { remarkText } from "#web/booking/seats/remark/messages.ts";
import { otherWishes, type Refusal, refusalOf, type Wish } from "#web/booking/seats/remark/refusal.ts";
import { labelsOf, wordsOf } from "#web/booking/seats/remark/refusal-words.tsx";
import { Dismiss, TakeEqual } from "#web/booking/seats/remark/ways-on.tsx";
import { listed, namesOf } from "#web/booking/seats/seat-names.ts";
import type { Remark, SeatsPage } from "#web/booking/seats/seats-page.ts";
import { second } from "#web/shared/clock/clock.ts";
import { duration, ownZone, timeIn } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

interface RefusalProps<Kind extends Refusal["kind"]> {
  readonly page: SeatsPage;
  readonly refusal: Extract<Refusal, { readonly kind: Kind }>;
}

const Orphans = ({ page, refusal }: RefusalProps<"ORPHANS">) => {
  const { t } = remarkText;
  const { instead } = refusal;
  return (
    <Notice
      kind="warning"
      title={t.orphanTitle}
      spoken
      actions={
        <>
          <Button kind="primary" onClick={() => void holdInstead(page, instead)}>
            {t.holdInstead(instead.length)}
          </Button>
          <Dismiss page={page} />
        </>
      }
    >
      <p>{t.orphanText(labelsOf(refusal), labelsOf(refusal, instead))}</p>
    </Notice>
  );
};

const NoneSuitable = ({ page, wish }: { readonly page: SeatsPage; readonly wish: Wish | undefined }) => {
  const { t } = remarkText;
  const others = wish === undefined ? [] : otherWishes(wish, page.categories.value);
  const labelOf = (category: string | undefined): string =>
    category === undefined ? t.anyCategory : (page.looks.get(category)?.label ?? category);
  return (
    <Notice
      kind="warning"
      title={t.noneTitle}
      spoken
      actions={
        <>
          {others.map((other) => (
            <Button
              key={`${other.quantity} ${other.category}`}
              onClick={() => void holdBest(page, { ...other, isTogether: true })}
            >
              {t.tryWish(other.quantity, labelOf(other.category))}
            </Button>
          ))}
          <Dismiss page={page} />
        </>
      }
    >
      <p>{wish?.isAccessible === true ? t.noneAccessible : t.noneText(wish?.quantity ?? 1)}</p>
    </Notice>
  );
};

const KeptBack = ({ page, refusal }: RefusalProps<"KEPT_BACK">) => {
  const { t } = remarkText;
  const [kept, refused] = useMemo(() => {
    const isRefused = ({ seatId }: ChosenSeat): boolean => refusal.seatIds.includes(seatId);
    const choice = page.choice.peek();
    return [choice.filter((seat) => !isRefused(seat)), choice.filter(isRefused)];
  }, [page, refusal]);
  const equal = useEqualSeats(page, refused, kept);
  const need = (): void => {
    page.needsAccessible.value = true;
    page.remark.value = undefined;
  };
  return (
    <Notice
      title={t.keptBackTitle}
      spoken
      actions={
        <>
          <TakeEqual page={page} kept={kept} equal={equal} />
          <Button onClick={need}>{t.needIt}</Button>
        </>
      }
    >
      <p>{t.keptBackText(labelsOf(refusal))}</p>
      {equal === undefined ? null : <p>{t.equal(listed(namesOf(page, equal)))}</p>}
    </Notice>
  );
};

const CoolingDown = ({ until }: { readonly until: string | undefined }) => {
  const { t } = remarkText;
  const left = until === undefined ? 0 : Math.ceil((Date.parse(until) - second.value) / 1000);
  const isOver = until !== undefined && left <= 0;
  return (
    <Notice kind="warning" title={t.coolingTitle} spoken>
      <p>{isOver ? t.coolingOver : t.coolingText(until === undefined ? t.coolingSoon : timeIn(until, ownZone()))}</p>
      {left > 0 ? <p class="figures">{t.coolingLeft(duration(left))}</p> : null}
    </Notice>
  );
};

interface NoticeProps {
  readonly page: SeatsPage;
  readonly remark: Extract<Remark, { readonly kind: "problem" }>;
}

export const RefusalNotice = ({ page, remark: { error, retry, wish } }: NoticeProps) => {
  const refusal = useMemo(() => (error instanceof ProblemError ? refusalOf(error) : undefined), [error]);
  if (refusal === undefined) return <ProblemNotice error={error} retry={retry} />;
  const words = wordsOf(page, refusal);
  if (words !== undefined) {
    return (
      <Notice kind="warning" title={words.title} spoken actions={words.actions}>
        <p>{words.text}</p>
      </Notice>
    );
  }
  switch (refusal.kind) {
    case "ORPHANS":
      return <Orphans page={page} refusal={refusal} />;
    case "KEPT_BACK":
      return <KeptBack page={page} refusal={refusal} />;
    case "COOLING_DOWN":
      return <CoolingDown until={refusal.until} />;
    case "NOT_INSIDE":
      return <NotInside concertId={page.concertId} isOver={refusal.isOver} />;
    default:
      return <NoneSuitable page={page} wish={wish} />;
  }
};
