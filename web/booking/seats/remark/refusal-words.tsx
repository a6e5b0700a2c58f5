/** Refusals that are said by a title, a text and ways on. */
import type { ComponentChildren } from "preact";
import { remarkText } from "#web/booking/seats/remark/messages.ts";
import type { Refusal } from "#web/booking/seats/remark/refusal.ts";
import { Dismiss } from "#web/booking/seats/remark/ways-on.tsx";
import { listed } from "#web/booking/seats/seat-names.ts";
import { pressSeat, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";

/** Seats of a refusal as they are printed. */
export const labelsOf = (refusal: Extract<Refusal, { readonly labels: unknown }>, ids = refusal.seatIds): string =>
  listed(ids.map((id) => refusal.labels[id] ?? id.replaceAll("-", " ")));

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

interface Words {
  readonly title: string;
  readonly text: string;
  readonly actions: ComponentChildren;
}

/** What most refusals have: a title, a text and ways on. */
export const wordsOf = (page: SeatsPage, refusal: Refusal): Words | undefined => {
  const { t } = remarkText;
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
