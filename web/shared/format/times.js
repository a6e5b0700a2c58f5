const WEEKDAYS = {
    ko: ["일", "월", "화", "수", "목", "금", "토"],
    en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};
const WEEKDAY_NAMES = WEEKDAYS.en;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const formats = new Map();
const formatOf = (zone) => {
    const known = formats.get(zone);
    if (known !== undefined)
        return known;
    const format = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        calendar: "gregory",
        numberingSystem: "latn",
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        weekday: "short",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
    });
    formats.set(zone, format);
    return format;
};
const partsIn = (iso, zone) => {
    const found = {};
    for (const { type, value } of formatOf(zone).formatToParts(new Date(iso)))
        found[type] = value;
    const number = (type) => Number(found[type]);
    return {
        year: number("year"),
        month: number("month"),
        day: number("day"),
        weekday: WEEKDAY_NAMES.indexOf(found["weekday"] ?? ""),
        hour: number("hour"),
        minute: number("minute"),
        second: number("second"),
    };
};
const two = (value) => String(value).padStart(2, "0");
const dateOf = (language, { year, month, day, weekday }) => language === "ko"
    ? `${year}년 ${month}월 ${day}일 (${WEEKDAYS.ko[weekday]})`
    : `${WEEKDAYS.en[weekday]} ${day} ${MONTHS[month - 1]} ${year}`;
const NOON = 12;
/** Full hours and minutes; seconds only if there are any: a sale opens at a second. */
const timeOf = (language, { hour, minute, second }) => {
    const rest = two(minute) + (second === 0 ? "" : `:${two(second)}`);
    if (language === "en")
        return `${two(hour)}:${rest}`;
    return `${hour < NOON ? "오전" : "오후"} ${hour % NOON === 0 ? NOON : hour % NOON}:${rest}`;
};
/** "2026년 12월 24일 (목)" or "Thu 24 Dec 2026". */
export const dateIn = (language, iso, zone) => dateOf(language, partsIn(iso, zone));
/** "12월 24일 (목)" or "Thu 24 Dec": where the year is clear. */
export const dayIn = (language, iso, zone) => {
    const { month, day, weekday } = partsIn(iso, zone);
    return language === "ko"
        ? `${month}월 ${day}일 (${WEEKDAYS.ko[weekday]})`
        : `${WEEKDAYS.en[weekday]} ${day} ${MONTHS[month - 1]}`;
};
/** "오후 8:00" or "20:00". */
export const timeOfDayIn = (language, iso, zone) => timeOf(language, partsIn(iso, zone));
/** "2026년 12월 24일 (목) 오후 8:00" or "Thu 24 Dec 2026, 20:00". */
export const dateTimeIn = (language, iso, zone) => {
    const parts = partsIn(iso, zone);
    return `${dateOf(language, parts)}${language === "ko" ? " " : ", "}${timeOf(language, parts)}`;
};
/** Whether the clocks of two zones show the same at this time, as in Seoul and Tokyo. */
export const showTheSame = (iso, zone, other) => dateTimeIn("en", iso, zone) === dateTimeIn("en", iso, other);
