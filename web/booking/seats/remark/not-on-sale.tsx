import { remarkText } from "#web/booking/seats/remark/messages.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

/** Instead of the seats of a performance whose sale has not begun, or has ended. */
export const NotOnSale = ({ concertId }: { readonly concertId: string }) => {
  const { t } = remarkText;
  return (
    <Notice
      kind="warning"
      title={t.notOnSaleTitle}
      actions={<ButtonLink href={`/concerts/${concertId}/dates`}>{t.toDates}</ButtonLink>}
    >
      <p>{t.notOnSaleText}</p>
    </Notice>
  );
};
