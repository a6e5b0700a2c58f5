import type { ComponentChildren } from "preact";
import { Link } from "#web/shared/navigation/link.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/button.css";

/** primary: the one thing to do on a screen. secondary: another way. quiet: by the way. danger: ends something. */
export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: ButtonKind;
  /** Whether it works on the last press: it keeps its size and the focus, and does nothing. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** Sends the form that it is in. */
  readonly submit?: boolean;
  readonly large?: boolean;
  readonly class?: string;
  /** A name for those who hear the page, if the words on it do not say enough. */
  readonly label?: string;
  readonly describedBy?: string;
  /** For a button that is on or off. */
  readonly pressed?: boolean;
  readonly onClick?: (event: MouseEvent) => void;
}

const classOf = (kind: ButtonKind, large: boolean, own: string | undefined): string =>
  ["button", `button-${kind}`, large ? "button-large" : "", own ?? ""].filter((name) => name !== "").join(" ");

/** A button. While it is busy or disabled it can have the focus, so that nobody is thrown to the top of the page. */
export const Button = (props: ButtonProps) => {
  const { children, kind = "secondary", busy = false, disabled = false, submit = false, large = false } = props;
  const isOff = busy || disabled;
  const press = (event: MouseEvent): void => {
    if (isOff) event.preventDefault();
    else props.onClick?.(event);
  };
  return (
    <button
      type={submit ? "submit" : "button"}
      class={classOf(kind, large, props.class)}
      aria-disabled={isOff || undefined}
      aria-busy={busy || undefined}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-pressed={props.pressed}
      onClick={press}
    >
      <span class="button-words">{children}</span>
      {busy ? <span class="button-busy">{uiText.t.busy}</span> : null}
    </button>
  );
};

interface ButtonLinkProps {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly kind?: ButtonKind;
  readonly large?: boolean;
}

/** A link to another screen that looks like a button. */
export const ButtonLink = ({ href, children, kind = "secondary", large = false }: ButtonLinkProps) => (
  <Link href={href} class={classOf(kind, large, undefined)}>
    <span class="button-words">{children}</span>
  </Link>
);
