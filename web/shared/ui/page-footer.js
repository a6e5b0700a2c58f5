import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/page-footer.css";
/** The foot of every page: how places are given, and the way to the API. */
export const PageFooter = () => {
    const { t } = uiText;
    return (_jsxs("footer", { class: "site-footer", children: [_jsx("p", { children: t.footerFair }), _jsxs("nav", { class: "cluster", "aria-label": "Encore", children: [_jsx("a", { href: "/docs", children: t.footerApi }), _jsx("a", { href: "/docs/errors", children: t.footerErrors })] })] }));
};
