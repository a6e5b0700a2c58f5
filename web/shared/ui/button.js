import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { Link } from "#web/shared/navigation/link.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/button.css";
const classOf = (kind, large, own) => ["button", `button-${kind}`, large ? "button-large" : "", own ?? ""].filter((name) => name !== "").join(" ");
/** A button. While it is busy or disabled it can have the focus, so that nobody is thrown to the top of the page. */
export const Button = (props) => {
    const { children, kind = "secondary", busy = false, disabled = false, submit = false, large = false } = props;
    const isOff = busy || disabled;
    const press = (event) => {
        if (isOff)
            event.preventDefault();
        else
            props.onClick?.(event);
    };
    return (_jsxs("button", { type: submit ? "submit" : "button", class: classOf(kind, large, props.class), "aria-disabled": isOff || undefined, "aria-busy": busy || undefined, "aria-label": props.label, "aria-describedby": props.describedBy, "aria-pressed": props.pressed, onClick: press, children: [_jsx("span", { class: "button-words", children: children }), busy ? _jsx("span", { class: "button-busy", children: uiText.t.busy }) : null] }));
};
/** A link to another screen that looks like a button. */
export const ButtonLink = ({ href, children, kind = "secondary", large = false }) => (_jsx(Link, { href: href, class: classOf(kind, large, undefined), children: _jsx("span", { class: "button-words", children: children }) }));
