import { jsx as _jsx } from "preact/jsx-runtime";
import { follow } from "#web/shared/navigation/address.ts";
/** A link within the site: it changes the screen without loading the page again. */
export const Link = ({ href, children, class: className, isCurrent = false }) => (_jsx("a", { href: href, onClick: follow, ...(className === undefined ? {} : { class: className }), ...(isCurrent ? { "aria-current": "page" } : {}), children: children }));
