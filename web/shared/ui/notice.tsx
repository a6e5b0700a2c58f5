import type { ComponentChildren } from "preact";
import { AlertIcon, CheckIcon, ClockIcon, InfoIcon } from "#web/shared/ui/icons.tsx";
import "#web/shared/ui/notice.css";

/** info: to know. good: it worked. warning: act soon. problem: it did not work. */
export type NoticeKind = "info" | "good" | "warning" | "problem";

interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly title?: string;
  readonly children?: ComponentChildren;
  /** Ways on: buttons and links. */
  readonly actions?: ComponentChildren;
  /** Whether it is read out as soon as it is there. For what follows from a press, not for what a screen shows at first. */
  readonly spoken?: boolean;
}

const ICONS = { info: InfoIcon, good: CheckIcon, warning: ClockIcon, problem: AlertIcon };

/** What somebody has to know at this place, in a sign, a colour and words. */
export const Notice = ({ kind = "info", title, children, actions, spoken = false }: NoticeProps) => {
  const NoticeIcon = ICONS[kind];
  return (
    <div class={`notice notice-${kind}`} role={spoken ? (kind === "problem" ? "alert" : "status") : undefined}>
      <NoticeIcon />
      <div class="notice-words">
        {title === undefined ? null : <p class="notice-title">{title}</p>}
        {children}
        {actions === undefined ? null : <div class="cluster notice-actions">{actions}</div>}
      </div>
    </div>
  );
};
