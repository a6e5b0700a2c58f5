import { remarkText } from "#web/booking/seats/remark/messages.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

/** A performance whose sale has not begun, or has ended. */
export const NotOnSale = ({ concertId }: { readonly concertId: string }) => {
  const { t } = remarkText;
  return (
    <Notice
      kind="warning"
      title={t.notOnSaleTitle}
      spoken
      actions={<ButtonLink href={`/concerts/${concertId}/dates`}>{t.toDates}</ButtonLink>}
    >
      <p>{t.notOnSaleText}</p>
    </Notice>
  );
};
