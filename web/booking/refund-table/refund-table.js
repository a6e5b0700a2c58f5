import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
/** A refund rule as a table of dates, before and after buying. */
import { lastMoment } from "#web/booking/refund-table/last-moment.ts";
import { refundTableText } from "#web/booking/refund-table/messages.ts";
import { refundRows, } from "#web/booking/refund-table/refund-rows.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { date, dateTime, won, zoneName } from "#web/shared/format/format.ts";
import "#web/booking/refund-table/refund-table.css";
export const RefundTable = ({ rule, timeZone, hasBookingFee, seats, isUnpaid = false }) => {
    const { t } = refundTableText;
    const { rows, afterBuying } = refundRows(rule, serverNow(), seats);
    if (rows.length === 0)
        return _jsx("p", { children: t.closedNow });
    return (_jsxs("div", { class: "refund-table", children: [_jsxs("table", { children: [_jsx("caption", { class: "visually-hidden", children: t.caption }), _jsx("thead", { children: _jsxs("tr", { children: [_jsx("th", { scope: "col", children: t.when }), _jsx("th", { scope: "col", children: t.back })] }) }), _jsxs("tbody", { children: [rows.map((row, index) => (_jsxs("tr", { class: index === 0 ? "refund-table-now" : "", children: [_jsxs("th", { scope: "row", children: [untilText(row.until, timeZone), row.isAfterBuying && isUnpaid && _jsxs("small", { children: [" ", t.ifPaidNow] })] }), _jsx("td", { children: _jsx(RefundText, { row: row, hasBookingFee: hasBookingFee }) })] }, row.until))), _jsxs("tr", { children: [_jsx("th", { scope: "row", children: t.afterwards }), _jsx("td", { class: "refund-table-closed", children: t.closed })] })] })] }), afterBuying !== undefined && _jsx("p", { class: "refund-table-note", children: afterBuyingText(afterBuying, timeZone) }), _jsx("p", { class: "refund-table-note", children: t.zone(zoneName(timeZone)) })] }));
};
const untilText = (until, timeZone) => {
    const { t } = refundTableText;
    const last = lastMoment(until, timeZone);
    return last.kind === "day" ? t.throughDay(date(last.day, timeZone)) : t.beforeTime(dateTime(last.time, timeZone));
};
const afterBuyingText = ({ withinHours, ifBoughtBefore }, timeZone) => {
    const { t } = refundTableText;
    return t.withinHours(t.hours(withinHours), untilText(ifBoughtBefore, timeZone));
};
const RefundText = ({ row: { percentBack, bookingFeeBack, amount }, hasBookingFee }) => {
    const { t } = refundTableText;
    const share = shareText(percentBack, bookingFeeBack, hasBookingFee);
    const fee = hasBookingFee && percentBack > 0 ? (bookingFeeBack ? t.feeToo : t.feeKept) : undefined;
    return (_jsxs(_Fragment, { children: [_jsx("strong", { children: amount === undefined ? share : won(amount) }), (amount !== undefined || fee !== undefined) && (_jsxs("small", { children: [" ", [...(amount === undefined ? [] : [share]), ...(fee === undefined ? [] : [fee])].join(", ")] }))] }));
};
const shareText = (percentBack, bookingFeeBack, hasBookingFee) => {
    const { t } = refundTableText;
    if (percentBack === 0)
        return bookingFeeBack && hasBookingFee ? t.feeOnly : t.nothing;
    if (percentBack < 100)
        return t.percent(percentBack);
    return bookingFeeBack || !hasBookingFee ? t.everything : t.everythingButFee;
};
