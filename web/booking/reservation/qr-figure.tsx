/** The signed receipt as a QR code, small beside what it is good for, and large for a scanner. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QrPicture } from "#web/booking/qr/receipt-code.ts";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Dialog } from "#web/shared/ui/dialog.tsx";

interface QrFigureProps {
  readonly text: string;
  readonly receiptNumber: string;
}

export const QrFigure = ({ text, receiptNumber }: QrFigureProps) => {
  const { t } = reservationText;
  const picture = useSignal<QrPicture | undefined>(undefined);
  const isLarge = useSignal(false);
  useEffect(() => {
    // A receipt without its code is still a receipt: the numbers are above.
    const draw = async (): Promise<void> => {
      const { qrPicture } = await import("#web/booking/qr/receipt-code.ts");
      picture.value = qrPicture(text);
    };
    draw().catch(() => undefined);
  }, [text, picture]);
  const label = t.qrLabel(receiptNumber);
  return (
    <figure class="reservation-qr">
      <div class="reservation-qr-picture">
        {picture.value === undefined ? null : <QrCode picture={picture.value} label={label} />}
      </div>
      <figcaption class="stack stack-s">
        <h3>{t.qrTitle}</h3>
        <p>{t.qrWhat}</p>
        <p class="muted small">{t.qrNot}</p>
        <p class="no-print">
          <Button
            onClick={() => {
              isLarge.value = true;
            }}
          >
            {t.qrEnlarge}
          </Button>
        </p>
      </figcaption>
      <Dialog
        open={isLarge.value}
        title={t.qrTitle}
        onClose={() => {
          isLarge.value = false;
        }}
      >
        {picture.value === undefined ? null : <QrCode picture={picture.value} label={label} />}
        <p class="figures reservation-number">{receiptNumber}</p>
      </Dialog>
    </figure>
  );
};

/** Black on white in the dark too: many scanners read nothing else. */
const QrCode = ({ picture: { path, side }, label }: { readonly picture: QrPicture; readonly label: string }) => (
  <svg
    class="reservation-code"
    viewBox={`0 0 ${side} ${side}`}
    role="img"
    aria-label={label}
    shape-rendering="crispEdges"
  >
    <path d={`M0 0h${side}v${side}H0z`} fill="#fff" />
    <path d={path} fill="#000" />
  </svg>
);
