import { ProblemError } from "#client/problem-error.ts";
import { isOnline } from "#web/shared/clock/connection.ts";
import { address } from "#web/shared/navigation/address.ts";
import { SignInNeeded, signIn } from "#web/shared/session/session.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Notice } from "#web/shared/ui/notice.tsx";
import { kindOfRefusal, type ProblemKind } from "#web/shared/ui/problem-kind.ts";

interface ProblemNoticeProps {
  /** What a call has thrown. */
  readonly error: unknown;
  /** Does it once more. */
  readonly retry?: (() => void) | undefined;
}

const kindOf = (error: unknown): ProblemKind => {
  if (!isOnline.value) return "offline";
  if (error instanceof SignInNeeded) return "signIn";
  if (error instanceof ProblemError) return kindOfRefusal(error);
  return error instanceof TypeError ? "unreachable" : "unknown";
};

const returnTo = (): string => {
  const { path, query } = address.peek();
  return query.size === 0 ? path : `${path}?${query}`;
};

const WayOn = ({ kind, retry }: { readonly kind: ProblemKind; readonly retry: (() => void) | undefined }) => {
  const { t } = uiText;
  if (kind === "signIn") {
    return (
      <Button kind="primary" onClick={() => void signIn(returnTo())}>
        {t.signIn}
      </Button>
    );
  }
  if (kind === "notFound" || kind === "forbidden") return <ButtonLink href="/">{t.toConcerts}</ButtonLink>;
  if (retry !== undefined) return <Button onClick={retry}>{t.retry}</Button>;
  return <Button onClick={() => location.reload()}>{t.reload}</Button>;
};

/** A failed call in words with a way on, for everything that a screen has no words of its own for. */
export const ProblemNotice = ({ error, retry }: ProblemNoticeProps) => {
  const kind = kindOf(error);
  const { title, text } = uiText.t.problems[kind];
  const requestId = error instanceof ProblemError && kind === "internal" ? error.body.instance : undefined;
  return (
    <Notice
      kind={kind === "signIn" || kind === "inProgress" ? "info" : "problem"}
      title={title}
      spoken
      actions={<WayOn kind={kind} retry={retry} />}
    >
      <p>{text}</p>
      {requestId === undefined ? null : <p class="small muted">{uiText.t.reference(requestId)}</p>}
    </Notice>
  );
};
