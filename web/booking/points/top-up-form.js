import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
/** Topping up points, inside the checkout as well as on the account screen. */
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { balance } from "#web/booking/points/balance.ts";
import { pointsText } from "#web/booking/points/messages.ts";
import { resumeTopUp, startTopUp, topUp, topUpAmount } from "#web/booking/points/top-up.ts";
import { quickAmounts, sensibleAmount, typedAmount } from "#web/booking/points/top-up-amounts.ts";
import { mostNow } from "#web/booking/points/top-up-limit.ts";
import { TopUpOutcome } from "#web/booking/points/top-up-outcome.tsx";
import { won } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import "#web/booking/points/top-up-form.css";
export const TopUpForm = ({ missing }) => {
    const { t } = pointsText;
    const inputId = useId();
    // What somebody has typed or chosen; until then the amount follows what is missing.
    const typed = useSignal(undefined);
    const most = mostNow(topUp.value, balance.value);
    const suggested = missing > 0 ? Math.min(sensibleAmount(missing), most) : undefined;
    const amount = typed.value === undefined ? suggested : typedAmount(typed.value);
    const isBusy = isUnderWay(topUp.value);
    useEffect(resumeTopUp, []);
    useEffect(() => {
        if (topUp.value.state === "done")
            typed.value = undefined;
    }, [topUp.value, typed]);
    const submit = (event) => {
        event.preventDefault();
        if (amount !== undefined && !isBusy)
            startTopUp(amount);
    };
    return (_jsxs("form", { class: "top-up", onSubmit: submit, noValidate: true, children: [_jsx(TopUpOutcome, {}), _jsx("label", { class: "top-up-label", for: inputId, children: t.amount }), _jsxs("div", { class: "top-up-amount", children: [_jsx("input", { id: inputId, class: "top-up-input", inputMode: "numeric", autoComplete: "off", enterKeyHint: "go", value: typed.value ?? (suggested === undefined ? "" : grouped(suggested)), disabled: isBusy, onInput: (event) => {
                            typed.value = event.currentTarget.value;
                        }, onBlur: () => {
                            if (typed.value !== undefined && amount !== undefined)
                                typed.value = grouped(amount);
                        } }), _jsx("span", { class: "top-up-unit", "aria-hidden": "true", children: t.unit })] }), _jsxs("fieldset", { class: "top-up-quick", disabled: isBusy, children: [_jsx("legend", { class: "visually-hidden", children: t.quick }), quickAmounts(missing, most).map((each) => (_jsx("button", { type: "button", class: "top-up-choice", "aria-pressed": each === amount, onClick: () => {
                            typed.value = grouped(each);
                        }, children: won(each) }, each)))] }), _jsx(Button, { kind: "primary", submit: true, busy: isBusy, disabled: amount === undefined, children: labelOf(amount) })] }));
};
const grouped = (amount) => amount.toLocaleString("en-US");
const labelOf = (amount) => {
    const { t } = pointsText;
    if (isUnderWay(topUp.value))
        return t.sending(won(topUpAmount.value));
    return amount === undefined ? t.topUpNothing : t.topUp(won(amount));
};
