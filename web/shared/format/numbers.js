const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
/** "66,000원" or "₩66,000": as each language writes an amount. */
export const wonIn = (language, amount) => {
    const digits = grouped.format(Math.abs(amount));
    const sign = amount < 0 ? "−" : "";
    return language === "ko" ? `${sign}${digits}원` : `${sign}₩${digits}`;
};
/** "1,234": a number with its thousands apart. It is the same in both languages. */
export const grouping = (value) => grouped.format(value);
