import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { useEffect, useId, useRef } from "preact/hooks";
import { CloseIcon } from "#web/shared/ui/icons.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/dialog.css";
/** A question or details above the page. The browser keeps the focus inside and gives it back. */
export const Dialog = ({ open, title, onClose, children, actions, mustChoose = false }) => {
    const element = useRef(null);
    const titleId = useId();
    useEffect(() => {
        const dialog = element.current;
        if (dialog === null || dialog.open === open)
            return;
        if (open)
            dialog.showModal();
        else
            dialog.close();
    }, [open]);
    const cancel = (event) => {
        event.preventDefault();
        if (!mustChoose)
            onClose();
    };
    return (_jsx("dialog", { ref: element, class: "dialog", "aria-labelledby": titleId, onCancel: cancel, children: open ? (_jsxs("div", { class: "dialog-sheet", children: [_jsxs("div", { class: "dialog-head", children: [_jsx("h2", { id: titleId, children: title }), mustChoose ? null : (_jsx("button", { type: "button", class: "dialog-close", "aria-label": uiText.t.close, onClick: onClose, children: _jsx(CloseIcon, {}) }))] }), _jsx("div", { class: "dialog-body stack", children: children }), actions === undefined ? null : _jsx("div", { class: "dialog-actions", children: actions })] })) : null }));
};
