import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import "#web/shared/ui/skeleton.css";
/** Keeps the room of what is being loaded. The words are shown if it takes longer than a second. */
export const Skeleton = ({ label, lines = 3 }) => (_jsxs("div", { class: "skeleton", role: "status", children: [_jsx("p", { class: "skeleton-words", children: label }), Array.from({ length: lines }, (_, line) => (_jsx("div", { class: "skeleton-line", "aria-hidden": "true" }, line)))] }));
