import type { ComponentChildren } from "preact";
import { follow } from "#web/shared/navigation/address.ts";

interface LinkProps {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  /** Set on the link to the page that is shown. */
  readonly isCurrent?: boolean;
}

/** A link within the site: it changes the screen without loading the page again. */
export const Link = ({ href, children, class: className, isCurrent = false }: LinkProps) => (
  <a
    href={href}
    onClick={follow}
    {...(className === undefined ? {} : { class: className })}
    {...(isCurrent ? { "aria-current": "page" as const } : {})}
  >
    {children}
  </a>
);
