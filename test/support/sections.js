import { seatRates } from "#functions/reservations/rules/seat-rates.ts";
import { sectionFrom } from "#functions/seats/rules/seat-layout.ts";
/** A section of one row of 50 seats of category R. */
export const section = (change = {}) => ({
    sectionId: "A",
    label: "Stalls",
    category: "R",
    price: 1000,
    rows: [{ row: "1", from: 1, to: 50 }],
    ...change,
});
export const withoutPrice = (priced) => {
    const { price: _, ...form } = priced;
    return form;
};
export const layoutOf = (form) => sectionFrom(withoutPrice(form));
export const standardPrices = (amounts) => Object.entries(amounts).map(([category, amount]) => ({
    category,
    types: [{ priceType: "standard", name: { ko: "일반", en: "Standard" }, amount, checkedAtDoor: false }],
}));
export const standardRate = (category, price) => ({
    category,
    priceType: "standard",
    price,
    bookingFee: 0,
    discount: 0,
});
/** The rates of some seats, by a rate for each section. */
export const ratesBySection = (seatIds, rates) => seatRates(seatIds.map((seatId) => {
    const [category, price] = rates[seatId.split("-")[0] ?? ""] ?? ["", 0];
    return { seatId, ...standardRate(category, price) };
}));
