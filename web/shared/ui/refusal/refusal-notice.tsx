import { ProblemError } from "#client/problem-error.ts";
import { here } from "#web/shared/navigation/address.ts";
import { SignInNeeded, signIn } from "#web/shared/session/session.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Notice } from "#web/shared/ui/notice.tsx";
import { refusalText } from "#web/shared/ui/refusal/messages.ts";
import { kindOfRefusal, type ProblemKind } from "#web/shared/ui/refusal/problem-kind.ts";

export interface ProblemNoticeProps {
  /** What a call has thrown. */
  readonly error: unknown;
  /** Does it once more. */
  readonly retry?: (() => void) | undefined;
}

const kindOf = (error: unknown): ProblemKind => {
  if (error instanceof SignInNeeded) return "signIn";
  return error instanceof ProblemError ? kindOfRefusal(error) : "unknown";
};

const WayOn = ({ kind, retry }: { readonly kind: ProblemKind; readonly retry: (() => void) | undefined }) => {
  const { t } = uiText;
  if (kind === "signIn") {
    return (
      <Button kind="primary" onClick={() => void signIn(here())}>
        {t.signIn}
      </Button>
    );
  }
  if (kind === "notFound" || kind === "forbidden") {
    return <ButtonLink href="/">{refusalText.t.toConcerts}</ButtonLink>;
  }
  if (retry !== undefined) return <Button onClick={retry}>{t.retry}</Button>;
  return <Button onClick={() => location.reload()}>{t.reload}</Button>;
};

/** A refused call in words with a way on. */
export const RefusalNotice = ({ error, retry }: ProblemNoticeProps) => {
  const { t } = refusalText;
  const kind = kindOf(error);
  const { title, text } = t.problems[kind];
  const requestId = error instanceof ProblemError && kind === "internal" ? error.body.instance : undefined;
  return (
    <Notice
      kind={kind === "signIn" || kind === "inProgress" ? "info" : "problem"}
      title={title}
      spoken
      actions={<WayOn kind={kind} retry={retry} />}
    >
      <p>{text}</p>
      {requestId === undefined ? null : <p class="small muted">{t.reference(requestId)}</p>}
    </Notice>
  );
};
