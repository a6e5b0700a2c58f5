/** What there is to say of the choice, with the better way one press away. */
import { giveBack, holdBest, holdChoice, keepHold, takeInstead } from "#web/booking/seats/hold.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { RefusalNotice } from "#web/booking/seats/refusal-notice.tsx";
import { fullName, listed, namesOf } from "#web/booking/seats/seat-names.ts";
import { limitOf, pressSeat, type Remark, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

type Of<Kind extends Remark["kind"]> = Extract<Remark, { readonly kind: Kind }>;

interface Props<Kind extends Remark["kind"]> {
  readonly page: SeatsPage;
  readonly remark: Of<Kind>;
}

const dismiss = (page: SeatsPage) => (): void => {
  page.remark.value = undefined;
};

const Lost = ({ page, remark: { lost, instead } }: Props<"lost">) => {
  const { t } = seatsText;
  const take = (): void => {
    page.setChoice([...page.choice.peek(), ...(instead ?? [])]);
    page.remark.value = undefined;
  };
  const [first] = lost;
  const best = (): void =>
    void holdBest(page, {
      quantity: lost.length,
      category: first?.category,
      isAccessible: page.needsAccessible.peek(),
      isTogether: true,
    });
  return (
    <Notice
      kind="warning"
      title={t.lostTitle(lost.length)}
      spoken
      actions={
        <>
          {instead === undefined ? (
            page.choice.value.length === 0 && <Button onClick={best}>{t.bestInstead}</Button>
          ) : (
            <Button kind="primary" onClick={take}>
              {t.takeEqual(instead.length)}
            </Button>
          )}
          <Button kind="quiet" onClick={dismiss(page)}>
            {page.choice.value.length > 0 ? t.goOnWithout : t.chooseOthers}
          </Button>
        </>
      }
    >
      <p>{t.lost(listed(namesOf(page, lost)))}</p>
      <p>{instead === undefined ? t.noEqual : t.equal(listed(namesOf(page, instead)))}</p>
    </Notice>
  );
};

const Objection = ({ page, remark: { objection, seat, sectionId } }: Props<"objection">) => {
  const { t } = seatsText;
  const section = page.store.seatsIfRead(sectionId);
  const { seatLimit } = page.performance;
  const need = (): void => {
    page.needsAccessible.value = true;
    if (section !== undefined) pressSeat(page, section, seat);
  };
  const text = (): string => {
    switch (objection.reason) {
      case "TAKEN":
        return t.why[objection.status];
      case "KEPT_BACK":
        return objection.isCompanion ? t.why.KEPT_BACK_COMPANION : t.why.KEPT_BACK;
      case "LIMIT":
        return objection.seats > 1 ? t.why.LIMIT_TABLE(objection.seats, seatLimit) : t.why.LIMIT(limitOf(page));
      default:
        return t.why[objection.reason];
    }
  };
  return (
    <Notice
      title={section === undefined ? "" : fullName(section, seat)}
      spoken
      {...(objection.reason === "KEPT_BACK" && !objection.isCompanion
        ? { actions: <Button onClick={need}>{t.needIt}</Button> }
        : {})}
    >
      <p>{text()}</p>
    </Notice>
  );
};

const Apart = ({ page, remark: { hold, groups } }: Props<"apart">) => {
  const { t } = seatsText;
  return (
    <Notice
      kind="warning"
      title={t.apartTitle}
      spoken
      actions={
        <>
          <Button kind="primary" onClick={() => keepHold(page, hold)}>
            {t.takeApart}
          </Button>
          <Button busy={page.isBusy.value} onClick={() => void giveBack(page, hold)}>
            {t.giveBack}
          </Button>
        </>
      }
    >
      <p>{t.apartText(groups.map(listed).join(" / "))}</p>
    </Notice>
  );
};

const Orphans = ({ page, remark: { hold, orphans, instead } }: Props<"orphans">) => {
  const { t } = seatsText;
  const name = (seatId: string): string => {
    const section = page.store.seatsIfRead(seatId.split("-")[0] ?? "");
    const seat = section?.seats.find((each) => each.seatId === seatId);
    return section === undefined || seat === undefined ? seatId.replaceAll("-", " ") : fullName(section, seat);
  };
  return (
    <Notice
      kind="warning"
      title={t.orphanTitle}
      spoken
      actions={
        <>
          <Button kind="primary" busy={page.isBusy.value} onClick={() => void takeInstead(page, hold, instead)}>
            {t.takeInstead}
          </Button>
          <Button onClick={() => keepHold(page, hold)}>{t.keepMine}</Button>
        </>
      }
    >
      <p>{t.orphanText(listed(orphans.map(name)), listed(instead.map(name)))}</p>
    </Notice>
  );
};

const Problem = ({ page, remark: { error, retry } }: Props<"problem">) => (
  <ProblemNotice error={error} retry={retry ?? dismiss(page)} />
);

/** What there is to say, in its own form. */
export const RemarkBody = ({ page, remark }: { readonly page: SeatsPage; readonly remark: Remark }) => {
  switch (remark.kind) {
    case "lost":
      return <Lost page={page} remark={remark} />;
    case "objection":
      return <Objection page={page} remark={remark} />;
    case "apart":
      return <Apart page={page} remark={remark} />;
    case "orphans":
      return <Orphans page={page} remark={remark} />;
    case "refused":
      return <RefusalNotice page={page} remark={remark} holdInstead={() => void holdChoice(page)} />;
    case "problem":
      return <Problem page={page} remark={remark} />;
  }
};
