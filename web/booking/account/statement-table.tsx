/** Entries of a ledger as a table: what it was, how much, and what there was afterwards. */
import { accountText } from "#web/booking/account/messages.ts";
import type { RowNote, StatementRow } from "#web/booking/account/statement-rows.ts";
import { concertFacts, concertIn } from "#web/booking/concert-facts/concert-facts.ts";
import { dateTime, ownZone, won } from "#web/shared/format/format.ts";
import { Link } from "#web/shared/navigation/link.tsx";

interface StatementTableProps {
  readonly rows: readonly StatementRow[];
  /** Reservation ids by the reference of a row. */
  readonly reservationOf: ReadonlyMap<string, string>;
}

export const StatementTable = ({ rows, reservationOf }: StatementTableProps) => {
  const { t } = accountText;
  return (
    <table class="statement">
      <caption class="visually-hidden">{t.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.columnWhat}</th>
          <th scope="col" class="number">
            {t.columnAmount}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <th scope="row">
              <What row={row} reservationId={reservationOf.get(row.reference)} />
            </th>
            <td class="number">
              <span class={row.amount > 0 ? "statement-plus" : undefined}>{signed(row.amount)}</span>
              <span class="statement-note">{t.balanceAfter(won(row.balanceAfter))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

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
      <span>
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
