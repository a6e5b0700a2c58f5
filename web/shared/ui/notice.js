import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { AlertIcon, CheckIcon, ClockIcon, InfoIcon } from "#web/shared/ui/icons.tsx";
import "#web/shared/ui/notice.css";
const ICONS = { info: InfoIcon, good: CheckIcon, warning: ClockIcon, problem: AlertIcon };
/** What somebody has to know at this place, in a sign, a colour and words. */
export const Notice = ({ kind = "info", title, children, actions, spoken = false }) => {
    const NoticeIcon = ICONS[kind];
    return (_jsxs("div", { class: `notice notice-${kind}`, role: spoken ? (kind === "problem" ? "alert" : "status") : undefined, children: [_jsx(NoticeIcon, {}), _jsxs("div", { class: "notice-words", children: [title === undefined ? null : _jsx("p", { class: "notice-title", children: title }), children, actions === undefined ? null : _jsx("div", { class: "cluster notice-actions", children: actions })] })] }));
};
