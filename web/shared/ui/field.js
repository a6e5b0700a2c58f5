import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { useId } from "preact/hooks";
import { AlertIcon } from "#web/shared/ui/icons.tsx";
import "#web/shared/ui/field.css";
/** A labelled control with its hint and its error. */
export const Field = ({ label, hint, error, children }) => {
    const id = useId();
    const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
    const hasHint = hint !== undefined;
    const hasError = error !== undefined && error !== "";
    const describedBy = [hasHint ? hintId : "", hasError ? errorId : ""].filter((part) => part !== "").join(" ");
    return (_jsxs("div", { class: "field", children: [_jsx("label", { for: id, children: label }), hasHint ? (_jsx("p", { id: hintId, class: "field-hint", children: hint })) : null, children({ id, "aria-describedby": describedBy || undefined, "aria-invalid": hasError || undefined }), _jsx("div", { class: "field-error", "aria-live": "polite", children: hasError ? (_jsxs("p", { id: errorId, children: [_jsx(AlertIcon, {}), _jsx("span", { children: error })] })) : null })] }));
};
