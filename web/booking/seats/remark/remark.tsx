/** What there is to say of the choice, with the better way one press away. */
import { giveBack, goToPayment, holdBest } from "#web/booking/seats/hold.ts";
import { InView } from "#web/booking/seats/in-view.tsx";
import type { Reservation } from "#web/booking/seats/load-page.ts";
import { useEqualSeats } from "#web/booking/seats/remark/equal-seats.ts";
import { exchange } from "#web/booking/seats/remark/hold-instead.ts";
import { remarkText } from "#web/booking/seats/remark/messages.ts";
import { RefusalNotice } from "#web/booking/seats/remark/refusal-notice.tsx";
import { Dismiss, TakeEqual } from "#web/booking/seats/remark/ways-on.tsx";
import { fullName, listed, namesOf } from "#web/booking/seats/seat-names.ts";
import { limitOf, pressSeat, type Remark, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

type Of<Kind extends Remark["kind"]> = Extract<Remark, { readonly kind: Kind }>;

interface Props<Kind extends Remark["kind"]> {
  readonly page: SeatsPage;
  readonly remark: Of<Kind>;
}

const Lost = ({ page, remark: { lost } }: Props<"lost">) => {
  const { t } = remarkText;
  const kept = page.choice.value;
  const equal = useEqualSeats(page, lost, kept);
  const best = (): void =>
    void holdBest(page, {
      quantity: lost.length,
      category: lost[0]?.category,
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
          <TakeEqual page={page} kept={kept} equal={equal} />
          {equal === undefined && kept.length === 0 ? <Button onClick={best}>{t.bestInstead}</Button> : null}
          <Dismiss page={page}>{kept.length > 0 ? t.goOnWithout : t.chooseOthers}</Dismiss>
        </>
      }
    >
      <p>{t.lost(listed(namesOf(page, lost)))}</p>
      <p>{equal === undefined ? t.noEqual : t.equal(listed(namesOf(page, equal)))}</p>
    </Notice>
  );
};

const Objection = ({ page, remark: { objection, seat, sectionId } }: Props<"objection">) => {
  const { t } = remarkText;
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

/** The choice is over: its seats, or others, are held. */
const payFor = (page: SeatsPage, hold: Reservation): void => {
  page.setChoice([]);
  goToPayment(hold);
};

const Apart = ({ page, remark: { hold, groups } }: Props<"apart">) => {
  const { t } = remarkText;
  return (
    <Notice
      kind="warning"
      title={t.apartTitle}
      spoken
      actions={
        <>
          <Button kind="primary" onClick={() => payFor(page, hold)}>
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
  const { t } = remarkText;
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
          <Button kind="primary" busy={page.isBusy.value} onClick={() => void exchange(page, hold, instead)}>
            {t.takeInstead}
          </Button>
          <Button onClick={() => payFor(page, hold)}>{t.keepMine}</Button>
        </>
      }
    >
      <p>{t.orphanText(listed(orphans.map(name)), listed(instead.map(name)))}</p>
    </Notice>
  );
};

interface RemarkProps {
  readonly page: SeatsPage;
  readonly remark: Remark;
}

const Said = ({ page, remark }: RemarkProps) => {
  switch (remark.kind) {
    case "lost":
      return <Lost page={page} remark={remark} />;
    case "objection":
      return <Objection page={page} remark={remark} />;
    case "apart":
      return <Apart page={page} remark={remark} />;
    case "orphans":
      return <Orphans page={page} remark={remark} />;
    case "problem":
      return <RefusalNotice page={page} remark={remark} />;
  }
};

/** What there is to say, in its own form. */
export const RemarkBody = (props: RemarkProps) => (
  <InView of={props.remark}>
    <Said {...props} />
  </InView>
);
