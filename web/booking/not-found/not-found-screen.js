import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { notFoundText } from "#web/booking/not-found/messages.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
/** For an address that no screen has. */
export const Screen = () => {
    const { t } = notFoundText;
    useTitle(t.title);
    return (_jsxs("section", { class: "page stack", children: [_jsx("h1", { children: t.title }), _jsx("p", { children: t.text }), _jsxs("div", { class: "cluster", children: [_jsx(ButtonLink, { href: "/", kind: "primary", children: t.concerts }), _jsx(ButtonLink, { href: "/account", children: t.account })] })] }));
};
