import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { chooseLanguage, language } from "#web/shared/language/language.ts";
import { address } from "#web/shared/navigation/address.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { signIn, user } from "#web/shared/session/session.ts";
import { PersonIcon } from "#web/shared/ui/icons.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Wordmark } from "#web/shared/ui/wordmark.tsx";
import "#web/shared/ui/page-header.css";
const OTHER = { ko: { language: "en", name: "English" }, en: { language: "ko", name: "한국어" } };
const LanguageSwitch = () => {
    const other = OTHER[language.value];
    return (_jsx("button", { type: "button", class: "button button-quiet", lang: other.language, onClick: () => void chooseLanguage(other.language), children: other.name }));
};
const here = () => {
    const { path, query } = address.peek();
    return query.size === 0 ? path : `${path}?${query}`;
};
const Account = () => {
    const { t } = uiText;
    if (user.value === null) {
        return (_jsx("button", { type: "button", class: "button button-quiet", onClick: () => void signIn(here()), children: t.signIn }));
    }
    return (_jsxs(Link, { href: "/account", class: "button button-quiet", isCurrent: address.value.path === "/account", children: [_jsx(PersonIcon, {}), t.myPage] }));
};
/** The head of every page: where one is, the language, and the account. Signing in is offered, never asked for here. */
export const PageHeader = () => {
    const { t } = uiText;
    return (_jsxs(_Fragment, { children: [_jsx("a", { class: "skip-link", href: "#main", children: t.skip }), _jsxs("header", { class: "site-header", children: [_jsx(Link, { href: "/", class: "site-home", children: _jsx(Wordmark, { title: t.home }) }), _jsxs("div", { class: "site-tools", children: [_jsx(LanguageSwitch, {}), _jsx(Account, {})] })] })] }));
};
