/** The receipt: what was paid for, what has come back since, and the signed text as a QR code. */
import { reservationText } from "#web/booking/reservation/messages.ts";
import type { Receipt, ReceiptView } from "#web/booking/reservation/open-reservation.ts";
import {
  discountOf,
  type PriceLine,
  type PriceList,
  priceLines,
  priceTypeName,
} from "#web/booking/reservation/price-lines.ts";
import { QrFigure } from "#web/booking/reservation/qr-figure.tsx";
import { SumRow } from "#web/booking/reservation/sum-row.tsx";
import { isUpcoming, type ReservationState } from "#web/booking/reservation-state/reservation-state.ts";
import { date, dateTime, zoneName } from "#web/shared/format/dates.ts";
import { count, ownZone, won } from "#web/shared/format/format.ts";
import { language } from "#web/shared/language/language.ts";
import { Button } from "#web/shared/ui/button.tsx";

interface ReceiptSectionProps {
  readonly state: ReservationState;
  readonly receipt: ReceiptView;
  readonly prices: PriceList | undefined;
  readonly retry: () => void;
}

export const ReceiptSection = ({ state, receipt: view, prices, retry }: ReceiptSectionProps) => {
  const { t } = reservationText;
  if (view.kind === "none") return null;
  return (
    <section class="card stack reservation-receipt" aria-labelledby="receipt-title">
      <div class="cluster cluster-apart">
        <h2 id="receipt-title">{t.receipt}</h2>
        {view.kind === "known" ? <ReceiptNumber receipt={view.receipt} /> : null}
      </div>
      {view.kind === "failed" ? (
        <p class="cluster">
          {t.receiptFailed}
          <Button kind="quiet" onClick={retry}>
            {t.tryAgain}
          </Button>
        </p>
      ) : (
        <ReceiptBody receipt={view.receipt} prices={prices} hasCode={isUpcoming(state) || state === "PAST"} />
      )}
    </section>
  );
};

const ReceiptNumber = ({ receipt }: { readonly receipt: Receipt }) => (
  <p class="figures reservation-number">
    <span class="visually-hidden">{reservationText.t.receiptNumber} </span>
    {receipt.receiptNumber}
  </p>
);

interface ReceiptBodyProps {
  readonly receipt: Receipt;
  readonly prices: PriceList | undefined;
  /** A receipt whose seats have all been given back proves nothing that anybody wants to see. */
  readonly hasCode: boolean;
}

const ReceiptBody = ({ receipt, prices, hasCode }: ReceiptBodyProps) => {
  const { t } = reservationText;
  return (
    <>
      <dl class="reservation-sums">
        {priceLines(receipt.seats).map((line) => (
          <PriceRow key={`${line.category} ${line.priceType} ${line.price}`} line={line} prices={prices} />
        ))}
        <Discount amount={discountOf(receipt.seats)} />
        {receipt.bookingFees === 0 ? null : <SumRow name={t.bookingFees} amount={receipt.bookingFees} />}
        <SumRow name={<PaidInAll paidAt={receipt.paidAt} />} amount={receipt.amount} isTotal />
        {receipt.refunds.map((refund) => (
          <RefundRow key={refund.refundId} refund={refund} />
        ))}
        <LeftRow receipt={receipt} />
      </dl>
      {hasCode ? <QrFigure text={receipt.qr} receiptNumber={receipt.receiptNumber} /> : null}
    </>
  );
};

const PriceRow = ({ line, prices }: { readonly line: PriceLine; readonly prices: PriceList | undefined }) => {
  const { t } = reservationText;
  const type = priceTypeName(prices, line, language.value);
  return (
    <SumRow
      amount={line.total}
      name={
        <>
          {t.priceLine(count(line.count), line.category, type)}
          {line.count === 1 ? null : <span class="reservation-note">{t.each(won(line.price))}</span>}
        </>
      }
    />
  );
};

/** By the reader's own clock, which is named: a receipt is printed and shown elsewhere. */
const PaidInAll = ({ paidAt }: { readonly paidAt: string }) => {
  const { t } = reservationText;
  return (
    <>
      {t.total}
      <span class="reservation-note">
        <time dateTime={paidAt}>{t.inZone(dateTime(paidAt, ownZone()), zoneName(ownZone()))}</time>
      </span>
    </>
  );
};

const Discount = ({ amount }: { readonly amount: number }) =>
  amount === 0 ? null : <SumRow name={reservationText.t.discount} amount={-amount} />;

type Refund = Receipt["refunds"][number];

const RefundRow = ({ refund }: { readonly refund: Refund }) => {
  const { t } = reservationText;
  const { cancellationFees } = refund;
  return (
    <SumRow
      amount={-refund.amount}
      name={
        <>
          {refundWords(refund, date(refund.refundedAt, ownZone()))}
          {cancellationFees === 0 ? null : (
            <span class="reservation-note">
              {cancellationFees > 0 ? t.keptFee(won(cancellationFees)) : t.returnedFee(won(-cancellationFees))}
            </span>
          )}
        </>
      }
    />
  );
};

const refundWords = ({ organiserAct, seats }: Refund, time: string): string => {
  const { t } = reservationText;
  if (organiserAct === "CALLED_OFF") return t.refundCalledOff(time);
  return organiserAct === "REFUNDED" ? t.refundByOrganiser(seats.length, time) : t.refundOf(seats.length, time);
};

const LeftRow = ({ receipt: { amount, refunds } }: { readonly receipt: Receipt }) => {
  if (refunds.length === 0) return null;
  const left = refunds.reduce((sum, refund) => sum - refund.amount, amount);
  return <SumRow name={reservationText.t.leftAfterRefunds} amount={left} isTotal />;
};
