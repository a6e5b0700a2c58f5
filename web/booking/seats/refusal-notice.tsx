/** A refusal of the service in words of its own, with a way on. */
import { NotInside } from "#web/booking/pass/not-inside.tsx";
import { holdBest } from "#web/booking/seats/hold.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { otherWishes } from "#web/booking/seats/refusal.ts";
import { Dismiss, labelsOf, wordsOf } from "#web/booking/seats/refusal-words.tsx";
import { listed, namesOf } from "#web/booking/seats/seat-names.ts";
import type { Remark, SeatsPage } from "#web/booking/seats/seats-page.ts";
import { second } from "#web/shared/clock/clock.ts";
import { duration, ownZone, timeIn } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

interface RefusalProps {
  readonly page: SeatsPage;
  readonly remark: Extract<Remark, { readonly kind: "refused" }>;
  /** Holds the choice, once it has been changed. */
  readonly holdInstead: () => void;
}

const Orphans = ({ page, remark: { refusal, instead }, holdInstead }: RefusalProps) => {
  const { t } = seatsText;
  if (refusal.kind !== "ORPHANS") return null;
  const take = (): void => {
    page.setChoice(instead ?? []);
    holdInstead();
  };
  return (
    <Notice
      kind="warning"
      title={t.orphanTitle}
      spoken
      actions={
        <>
          {instead === undefined ? null : (
            <Button kind="primary" onClick={take}>
              {t.holdInstead(instead.length)}
            </Button>
          )}
          <Dismiss page={page} />
        </>
      }
    >
      <p>{t.orphanText(labelsOf(refusal), labelsOf(refusal, refusal.instead))}</p>
    </Notice>
  );
};

const NoneSuitable = ({ page, remark: { wish } }: RefusalProps) => {
  const { t } = seatsText;
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

const KeptBack = ({ page, remark: { refusal, instead } }: RefusalProps) => {
  const { t } = seatsText;
  if (refusal.kind !== "KEPT_BACK") return null;
  const takeEqual = (): void => {
    page.setChoice(instead ?? []);
    page.remark.value = undefined;
  };
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
          {instead === undefined ? null : (
            <Button kind="primary" onClick={takeEqual}>
              {t.takeEqual(instead.length)}
            </Button>
          )}
          <Button onClick={need}>{t.needIt}</Button>
        </>
      }
    >
      <p>{t.keptBackText(labelsOf(refusal))}</p>
      {instead === undefined ? null : <p>{t.equal(listed(namesOf(page, instead)))}</p>}
    </Notice>
  );
};

const CoolingDown = ({ until }: { readonly until: string | undefined }) => {
  const { t } = seatsText;
  const left = until === undefined ? 0 : Math.ceil((Date.parse(until) - second.value) / 1000);
  const isOver = until !== undefined && left <= 0;
  return (
    <Notice kind="warning" title={t.coolingTitle} spoken>
      <p>{isOver ? t.coolingOver : t.coolingText(until === undefined ? t.coolingSoon : timeIn(until, ownZone()))}</p>
      {left > 0 ? <p class="figures">{t.coolingLeft(duration(left))}</p> : null}
    </Notice>
  );
};

export const RefusalNotice = (props: RefusalProps) => {
  const { page, remark } = props;
  const { refusal } = remark;
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
      return <Orphans {...props} />;
    case "KEPT_BACK":
      return <KeptBack {...props} />;
    case "COOLING_DOWN":
      return <CoolingDown until={refusal.until} />;
    case "NOT_INSIDE":
      return <NotInside concertId={page.concertId} isOver={refusal.isOver} />;
    default:
      return <NoneSuitable {...props} />;
  }
};
