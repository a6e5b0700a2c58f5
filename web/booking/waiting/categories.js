/** Dearest first, as a hall lists them. A price that not everybody may have is no price of the category. */
export const categoryLines = (performances, soldOut) => {
    const prices = new Map();
    for (const { calledOff, prices: list } of performances) {
        if (calledOff)
            continue;
        for (const { category, types } of list) {
            const standard = types[0]?.amount;
            if (standard !== undefined)
                prices.set(category, [...(prices.get(category) ?? []), standard]);
        }
    }
    return Array.from(prices, ([category, amounts]) => ({
        category,
        low: Math.min(...amounts),
        high: Math.max(...amounts),
        isSoldOut: soldOut.includes(category),
    })).toSorted((one, other) => other.high - one.high || one.category.localeCompare(other.category));
};
