import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
/** What is known of the last top-up, and what to do. Nothing while there is nothing to say. */
import { takesLong } from "#web/booking/points/attempt.ts";
import { pointsText } from "#web/booking/points/messages.ts";
import { dismissTopUp, topUp, topUpAmount } from "#web/booking/points/top-up.ts";
import { limitIn } from "#web/booking/points/top-up-limit.ts";
import { won } from "#web/shared/format/format.ts";
import { signIn } from "#web/shared/session/session.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";
export const TopUpOutcome = () => {
    const { t } = pointsText;
    const attempt = topUp.value;
    const amount = won(topUpAmount.value);
    switch (attempt.state) {
        case "checking":
            return (_jsxs(Notice, { kind: "info", title: t.checking(amount), children: [_jsx("p", { children: attempt.isSignedOut ? t.signedOut : t.checkingWhy }), takesLong(attempt) && _jsx("p", { children: t.checkingLong }), attempt.isSignedOut && (_jsx(Button, { kind: "secondary", onClick: () => void signIn(location.pathname), children: t.signIn }))] }));
        case "refused":
            return _jsx(Refused, { refusal: attempt.refusal });
        case "unsettled":
            return (_jsxs(Notice, { kind: "warning", title: t.unsettled(amount), children: [_jsx("p", { children: t.unsettledWhy }), _jsx(Button, { kind: "secondary", onClick: dismissTopUp, children: t.understood })] }));
        default:
            return null;
    }
};
const Refused = ({ refusal }) => {
    const { t } = pointsText;
    const limit = limitIn(refusal);
    if (limit !== undefined) {
        return (_jsx(Notice, { kind: "problem", title: t.outOfRange, children: _jsx("p", { children: t.outOfRangeWhy(won(limit.amountMax), won(limit.balanceMax)) }) }));
    }
    const isDeclined = refusal.code === "PAYMENT_DECLINED";
    return (_jsx(Notice, { kind: "problem", title: isDeclined ? t.declined : t.refused, children: _jsx("p", { children: isDeclined ? t.declinedWhy : t.refusedWhy }) }));
};
