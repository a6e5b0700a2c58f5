/** A refund rule as a table of dates, before and after buying. */
import { lastMoment } from "#web/booking/refund-table/last-moment.ts";
import { refundTableText } from "#web/booking/refund-table/messages.ts";
import {
  type AfterBuying,
  type PricedSeat,
  type RefundRow,
  refundRows,
  type ShownRefundRule,
} from "#web/booking/refund-table/refund-rows.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { date, dateTime, day, zoneName } from "#web/shared/format/dates.ts";
import { timeIn, won } from "#web/shared/format/format.ts";
import "#web/booking/refund-table/refund-table.css";

interface RefundTableProps {
  /** Of a performance or of a reservation. */
  readonly rule: ShownRefundRule;
  /** Of the hall. */
  readonly timeZone: string;
  /** Whether seats have a booking fee: without one, the table does not speak of it. */
  readonly hasBookingFee: boolean;
  /** If given, the table has the refund for all of them in won. */
  readonly seats?: readonly PricedSeat[];
  /** Whether they are still to be paid for. */
  readonly isUnpaid?: boolean;
}

export const RefundTable = ({ rule, timeZone, hasBookingFee, seats, isUnpaid = false }: RefundTableProps) => {
  const { t } = refundTableText;
  const { rows, afterBuying } = refundRows(rule, serverNow(), seats);
  if (rows.length === 0) return <p>{t.closedNow}</p>;
  return (
    <div class="refund-table">
      <table>
        <caption class="visually-hidden">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.back}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.until} class={index === 0 ? "refund-table-now" : ""}>
              <th scope="row">
                {untilText(row.until, timeZone)}
                {row.isAfterBuying && isUnpaid && <small> {t.ifPaidNow}</small>}
              </th>
              <td>
                <RefundText row={row} hasBookingFee={hasBookingFee} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t.afterwards}</th>
            <td class="refund-table-closed">{t.closed}</td>
          </tr>
        </tbody>
      </table>
      {afterBuying !== undefined && <p class="refund-table-note">{afterBuyingText(afterBuying, timeZone)}</p>}
      <p class="refund-table-note">{t.zone(zoneName(timeZone))}</p>
    </div>
  );
};

const NEAR_MS = 300 * 86_400_000;

/** Whether a date is clear without its year. */
const isNear = (time: string): boolean => Date.parse(time) - serverNow() < NEAR_MS;

const untilText = (until: string, timeZone: string): string => {
  const { t } = refundTableText;
  const last = lastMoment(until, timeZone);
  if (last.kind === "day") return t.throughDay(isNear(until) ? day(last.day, timeZone) : date(last.day, timeZone));
  if (!isNear(until)) return t.beforeTime(dateTime(until, timeZone));
  return t.beforeTime(`${day(until, timeZone)} ${timeIn(until, timeZone)}`);
};

const afterBuyingText = ({ withinHours, ifBoughtBefore }: AfterBuying, timeZone: string): string => {
  const { t } = refundTableText;
  return t.withinHours(t.hours(withinHours), untilText(ifBoughtBefore, timeZone));
};

interface RefundTextProps {
  readonly row: RefundRow;
  readonly hasBookingFee: boolean;
}

const RefundText = ({ row: { percentBack, bookingFeeBack, amount }, hasBookingFee }: RefundTextProps) => {
  const { t } = refundTableText;
  const isWhole = percentBack === 0 || percentBack === 100;
  const share =
    amount === undefined || isWhole
      ? shareText(percentBack, bookingFeeBack, hasBookingFee)
      : t.percentAlone(percentBack);
  const fee = hasBookingFee && percentBack > 0 ? (bookingFeeBack ? t.feeToo : t.feeKept) : undefined;
  return (
    <>
      <strong>{amount === undefined ? share : won(amount)}</strong>
      {(amount !== undefined || fee !== undefined) && (
        <small> {[...(amount === undefined ? [] : [share]), ...(fee === undefined ? [] : [fee])].join(", ")}</small>
      )}
    </>
  );
};

const shareText = (percentBack: number, bookingFeeBack: boolean, hasBookingFee: boolean): string => {
  const { t } = refundTableText;
  if (percentBack === 0) return bookingFeeBack && hasBookingFee ? t.feeOnly : t.nothing;
  if (percentBack < 100) return t.percent(percentBack);
  return bookingFeeBack || !hasBookingFee ? t.everything : t.everythingButFee;
};
