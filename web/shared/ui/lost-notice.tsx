import { isOnline } from "#web/shared/clock/connection.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Notice } from "#web/shared/ui/notice.tsx";

interface LostNoticeProps {
  /** Does it once more. Without it, the page can be loaded again. */
  readonly retry?: (() => void) | undefined;
}

/** Something did not get through, on the way there or back. Its words are there from the start: later they might get lost too. */
export const LostNotice = ({ retry }: LostNoticeProps) => {
  const { t } = uiText;
  const { title, text } = isOnline.value ? t.unreachable : t.offline;
  return (
    <Notice
      kind="problem"
      title={title}
      spoken
      actions={<Button onClick={retry ?? (() => location.reload())}>{retry === undefined ? t.reload : t.retry}</Button>}
    >
      <p>{text}</p>
    </Notice>
  );
};
