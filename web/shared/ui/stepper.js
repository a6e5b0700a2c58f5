import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { useId } from "preact/hooks";
import { MinusIcon, PlusIcon } from "#web/shared/ui/icons.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/stepper.css";
/** A small number, one fewer or one more by a press. At its limits a button keeps the focus and does nothing. */
export const Stepper = ({ label, value, min, max, onChange, written, hideLabel = false }) => {
    const id = useId();
    const step = (next) => {
        if (next >= min && next <= max)
            onChange(next);
    };
    return (_jsxs("fieldset", { class: "stepper", "aria-labelledby": id, children: [_jsx("span", { id: id, class: hideLabel ? "visually-hidden" : "stepper-label", children: label }), _jsxs("div", { class: "stepper-control", children: [_jsx("button", { type: "button", "aria-label": uiText.t.fewer(label), "aria-disabled": value <= min, onClick: () => step(value - 1), children: _jsx(MinusIcon, {}) }), _jsx("output", { "aria-labelledby": id, children: written ?? value }), _jsx("button", { type: "button", "aria-label": uiText.t.more(label), "aria-disabled": value >= max, onClick: () => step(value + 1), children: _jsx(PlusIcon, {}) })] })] }));
};
