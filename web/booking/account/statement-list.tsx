/** Entries of a ledger: what each one was, how much, and what there was afterwards. */
import { accountText } from "#web/booking/account/messages.ts";
import type { RowNote, StatementRow } from "#web/booking/account/statement-rows.ts";
import { concertFacts, concertIn } from "#web/booking/concert-facts/concert-facts.ts";
import { dateTime } from "#web/shared/format/dates.ts";
import { ownZone, won } from "#web/shared/format/format.ts";
import { Link } from "#web/shared/navigation/link.tsx";

interface StatementListProps {
  readonly rows: readonly StatementRow[];
  /** Reservation ids by the reference of a row. */
  readonly reservationOf: ReadonlyMap<string, string>;
}

export const StatementList = ({ rows, reservationOf }: StatementListProps) => (
  <ul class="statement">
    {rows.map((row) => (
      <li key={row.seq} class="statement-row">
        <p class="statement-what">
          <What row={row} reservationId={reservationOf.get(row.reference)} />
        </p>
        <p class="figures statement-sums">
          <span class={row.amount > 0 ? "statement-plus" : "statement-minus"}>{signed(row.amount)}</span>
          <span class="statement-note">{accountText.t.balanceAfter(won(row.balanceAfter))}</span>
        </p>
      </li>
    ))}
  </ul>
);

const signed = (amount: number): string => (amount > 0 ? `+${won(amount)}` : won(amount));

interface WhatProps {
  readonly row: StatementRow;
  readonly reservationId: string | undefined;
}

const What = ({ row: { kind, concertId, notes, at }, reservationId }: WhatProps) => {
  const { t } = accountText;
  const title = concertId === undefined ? undefined : concertIn(concertFacts(concertId))?.title;
  return (
    <>
      <span class="statement-kind">
        {t.kinds[kind]}
        {title === undefined ? null : (
          <>
            {" · "}
            {reservationId === undefined ? title : <Link href={`/reservations/${reservationId}`}>{title}</Link>}
          </>
        )}
      </span>
      {notes.map((note) => (
        <span key={note.kind} class="statement-note">
          {noteText(note)}
        </span>
      ))}
      <span class="statement-note">
        <time dateTime={at}>{dateTime(at, ownZone())}</time>
      </span>
    </>
  );
};

const noteText = (note: RowNote): string => {
  const { t } = accountText;
  switch (note.kind) {
    case "FREE":
      return t.free;
    case "USED_UP":
      return t.usedUp;
    case "BOOKING_FEES_PAID":
      return t.bookingFeesPaid(won(note.amount));
    case "BOOKING_FEES_BACK":
      return t.bookingFeesBack(won(note.amount));
    case "FEE_KEPT":
      return t.feeKept(won(note.amount));
    case "FEE_BACK":
      return t.feeBack(won(note.amount));
  }
};
