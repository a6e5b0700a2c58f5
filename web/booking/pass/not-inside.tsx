import { useEffect } from "preact/hooks";
import { passText } from "#web/booking/pass/messages.ts";
import { queueTokenOf } from "#web/shared/storage/queue-token.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

interface NotInsideProps {
  readonly concertId: string;
  /** Whether the turn has come and gone. */
  readonly isOver: boolean;
}

/** Somebody who is not inside, or no longer: back to the waiting room. */
export const NotInside = ({ concertId, isOver }: NotInsideProps) => {
  const { t } = passText;
  // A pass that is over is of no use to the waiting room, which asks for the place of the account.
  useEffect(() => {
    if (isOver) queueTokenOf(concertId).remove();
  }, [concertId, isOver]);
  return (
    <Notice
      kind="warning"
      title={isOver ? t.overTitle : t.notYetTitle}
      spoken
      actions={
        <>
          <ButtonLink kind="primary" href={`/concerts/${concertId}/waiting`}>
            {isOver ? t.joinAgain : t.toWaiting}
          </ButtonLink>
          {isOver ? <ButtonLink href="/account">{t.toMine}</ButtonLink> : null}
        </>
      }
    >
      <p>{isOver ? t.overText : t.notYetText}</p>
    </Notice>
  );
};
