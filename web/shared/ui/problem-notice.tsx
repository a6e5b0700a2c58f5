import { isOnline } from "#web/shared/clock/connection.ts";
import { later } from "#web/shared/ui/later.tsx";
import { LostNotice } from "#web/shared/ui/lost-notice.tsx";
import { refusalText } from "#web/shared/ui/refusal/messages.ts";
import type { ProblemNoticeProps } from "#web/shared/ui/refusal/refusal-notice.tsx";

/** Whoever was refused has a connection. */
const RefusalNotice = later<ProblemNoticeProps>(
  async () => (await import("#web/shared/ui/refusal/refusal-notice.tsx")).RefusalNotice,
  { text: [refusalText], lines: 2 },
);

/** What fetch throws if a call does not get through is a TypeError. */
const isLost = (error: unknown): boolean => !isOnline.value || error instanceof TypeError;

/** A failed call in words with a way on, for everything that a screen has no words of its own for. */
export const ProblemNotice = (props: ProblemNoticeProps) =>
  isLost(props.error) ? <LostNotice retry={props.retry} /> : <RefusalNotice {...props} />;
