import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { ProblemError } from "#client/problem-error.ts";
import { isOnline } from "#web/shared/clock/connection.ts";
import { address } from "#web/shared/navigation/address.ts";
import { SignInNeeded, signIn } from "#web/shared/session/session.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Notice } from "#web/shared/ui/notice.tsx";
import { kindOfRefusal } from "#web/shared/ui/problem-kind.ts";
const kindOf = (error) => {
    if (!isOnline.value)
        return "offline";
    if (error instanceof SignInNeeded)
        return "signIn";
    if (error instanceof ProblemError)
        return kindOfRefusal(error);
    return error instanceof TypeError ? "unreachable" : "unknown";
};
const returnTo = () => {
    const { path, query } = address.peek();
    return query.size === 0 ? path : `${path}?${query}`;
};
const WayOn = ({ kind, retry }) => {
    const { t } = uiText;
    if (kind === "signIn") {
        return (_jsx(Button, { kind: "primary", onClick: () => void signIn(returnTo()), children: t.signIn }));
    }
    if (kind === "notFound" || kind === "forbidden")
        return _jsx(ButtonLink, { href: "/", children: t.toConcerts });
    if (retry !== undefined)
        return _jsx(Button, { onClick: retry, children: t.retry });
    return _jsx(Button, { onClick: () => location.reload(), children: t.reload });
};
/** A failed call in words with a way on, for everything that a screen has no words of its own for. */
export const ProblemNotice = ({ error, retry }) => {
    const kind = kindOf(error);
    const { title, text } = uiText.t.problems[kind];
    const requestId = error instanceof ProblemError && kind === "internal" ? error.body.instance : undefined;
    return (_jsxs(Notice, { kind: kind === "signIn" || kind === "inProgress" ? "info" : "problem", title: title, spoken: true, actions: _jsx(WayOn, { kind: kind, retry: retry }), children: [_jsx("p", { children: text }), requestId === undefined ? null : _jsx("p", { class: "small muted", children: uiText.t.reference(requestId) })] }));
};
