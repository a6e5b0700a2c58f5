/** A refusal of the service in words of its own, with a way on. */
import type { ComponentChildren } from "preact";
import { NotInside } from "#web/booking/pass/not-inside.tsx";
import { holdBest } from "#web/booking/seats/hold.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { otherWishes, type Refusal } from "#web/booking/seats/refusal.ts";
import { listed, namesOf } from "#web/booking/seats/seat-names.ts";
import { pressSeat, type Remark, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { second } from "#web/shared/clock/clock.ts";
import { duration, ownZone, timeIn } from "#web/shared/format/format.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

interface RefusalProps {
  readonly page: SeatsPage;
  readonly remark: Extract<Remark, { readonly kind: "refused" }>;
  /** Holds the choice, once it has been changed. */
  readonly holdInstead: () => void;
}

const labelsOf = (refusal: Extract<Refusal, { readonly labels: unknown }>, ids = refusal.seatIds): string =>
  listed(ids.map((id) => refusal.labels[id] ?? id.replaceAll("-", " ")));

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

const Dismiss = ({ page }: { readonly page: SeatsPage }) => (
  <Button
    kind="quiet"
    onClick={() => {
      page.remark.value = undefined;
    }}
  >
    {seatsText.t.chooseOthers}
  </Button>
);

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

/** Chooses all of the tables that the seats are at. */
const chooseTables = (page: SeatsPage, seatIds: readonly string[]): void => {
  page.setChoice(page.choice.peek().filter(({ seatId }) => !seatIds.includes(seatId)));
  for (const seatId of seatIds) {
    const section = page.store.seatsIfRead(seatId.split("-")[0] ?? "");
    const seat = section?.seats.find((each) => each.seatId === seatId);
    const isChosen = page.choice.peek().some((chosen) => chosen.seatId === seatId);
    if (section !== undefined && seat !== undefined && !isChosen) pressSeat(page, section, seat);
  }
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

interface Words {
  readonly title: string;
  readonly text: string;
  readonly actions: ComponentChildren;
}

/** What most refusals have: a title, a text and ways on. */
const wordsOf = (page: SeatsPage, refusal: Refusal): Words | undefined => {
  const { t } = seatsText;
  const { ownHold, concertId, performance } = page;
  const mine = <ButtonLink href="/account">{t.toMine}</ButtonLink>;
  const dates = <ButtonLink href={`/concerts/${concertId}/dates`}>{t.toDates}</ButtonLink>;
  const pay = ownHold.value && (
    <ButtonLink kind="primary" href={`/reservations/${ownHold.value.reservationId}/payment`}>
      {t.payNow}
    </ButtonLink>
  );
  switch (refusal.kind) {
    case "SEAT_LIMIT":
      return {
        title: t.limitTitle(refusal.seatLimit || performance.seatLimit),
        text: t.limitText(refusal.seatsTaken),
        actions: [mine, <Dismiss key="dismiss" page={page} />],
      };
    case "TABLE":
      return {
        title: t.tableTitle,
        text: t.tableText(labelsOf(refusal)),
        actions: [
          <Button key="all" kind="primary" onClick={() => chooseTables(page, refusal.seatIds)}>
            {t.tableAll}
          </Button>,
          <Dismiss key="dismiss" page={page} />,
        ],
      };
    case "STANDING": {
      const enter = (): void => {
        page.setChoice(page.choice.peek().filter(({ seatId }) => !refusal.seatIds.includes(seatId)));
        page.remark.value = undefined;
        page.tab.value = "map";
        page.inside.value = refusal.seatIds[0]?.split("-")[0];
      };
      return {
        title: t.standingRefused,
        text: t.standingRefusedText,
        actions: <Button onClick={enter}>{t.toStanding}</Button>,
      };
    }
    case "HOLD_LIMIT":
      return {
        title: t.holdLimitTitle,
        text: t.holdLimitText(refusal.holdsMax),
        actions: [
          pay ?? mine,
          <ButtonLink key="waiting" href={`/concerts/${concertId}/waiting`}>
            {t.toWaiting}
          </ButtonLink>,
        ],
      };
    case "NOT_ON_SALE":
      return { title: t.notOnSaleTitle, text: t.notOnSaleText, actions: dates };
    case "CALLED_OFF":
      return { title: t.calledOffTitle, text: t.calledOffText, actions: [dates, mine] };
    default:
      return undefined;
  }
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
