import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { dateTime, ownTimeBeside, zoneName } from "#web/shared/format/format.ts";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/hall-time.css";
/** A time by the clock of the hall, with the name of its zone; beside it the reader's own, if that differs. */
export const HallTime = ({ at, zone }) => {
    const own = ownTimeBeside(at, zone);
    return (_jsxs("span", { class: "hall-time", children: [_jsxs("span", { children: [_jsx("time", { dateTime: at, children: dateTime(at, zone) }), " ", _jsx("span", { class: "hall-time-zone", children: zoneName(zone) })] }), own === undefined ? null : _jsx("span", { class: "hall-time-own", children: uiText.t.yourTime(own.time, own.zone) })] }));
};
