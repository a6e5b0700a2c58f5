import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
/** What the page says: short messages that are shown for a while, and words for those who hear the page. */
import { signal } from "@preact/signals";
import { CloseIcon } from "#web/shared/ui/icons.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/announcements.css";
const TOAST_MS = 8000;
const TOASTS_MAX = 3;
/** Added to a text that is said twice in a row: a live region speaks only if its content has changed. */
const SILENT = "\u00a0";
const spoken = { polite: signal(""), assertive: signal("") };
const toasts = signal([]);
let lastId = 0;
/** Has a screen reader say something. For changes that matter, never for each poll or second. */
export const announce = (text, urgency = "polite") => {
    const region = spoken[urgency];
    region.value = region.peek() === text ? text + SILENT : text;
};
const dismiss = (id) => {
    toasts.value = toasts.peek().filter((toast) => toast.id !== id);
};
/** Shows a short message for 8 seconds and says it. Never for what must be read: that belongs into a Notice. */
export const toast = (text) => {
    lastId += 1;
    const id = lastId;
    toasts.value = [...toasts.peek().filter((shown) => shown.text !== text), { id, text }].slice(-TOASTS_MAX);
    announce(text);
    setTimeout(() => dismiss(id), TOAST_MS);
};
/** The regions that `announce` and `toast` write to. In the page once, always. */
export const Announcements = () => (_jsxs(_Fragment, { children: [_jsx("div", { class: "visually-hidden", role: "status", "aria-live": "polite", children: spoken.polite.value }), _jsx("div", { class: "visually-hidden", role: "alert", "aria-live": "assertive", children: spoken.assertive.value }), _jsx("div", { class: "toasts", children: toasts.value.map(({ id, text }) => (_jsxs("div", { class: "toast", children: [_jsx("p", { children: text }), _jsx("button", { type: "button", "aria-label": uiText.t.close, onClick: () => dismiss(id), children: _jsx(CloseIcon, {}) })] }, id))) })] }));
