/** By category, the price that everybody may have: the first price type, as in a hold that names none. */
export const standardPrices = (prices) => new Map(prices.map(({ category, types }) => [category, types[0]?.amount ?? 0]));
const sum = (counts, of) => counts.reduce((total, each) => total + each[of], 0);
const fromPrice = (counts, prices) => {
    const left = counts.filter(({ free }) => free > 0).map(({ category, price }) => prices.get(category) ?? price);
    return left.length === 0 ? undefined : Math.min(...left);
};
/** What each section offers. A section that the service says nothing of offers nothing. */
export const sectionOffers = ({ sections }, availability, prices) => {
    const known = new Map(availability?.sections.map(({ sectionId, categories }) => [sectionId, categories]));
    return new Map(sections.map(({ sectionId, capacity }) => {
        const counts = known.get(sectionId) ?? [];
        return [
            sectionId,
            {
                capacity,
                free: sum(counts, "free"),
                accessibleUnits: sum(counts, "accessibleUnits"),
                fromPrice: fromPrice(counts, prices),
            },
        ];
    }));
};
/** What each category offers, in the order of the chart. A category in standing and seated sections counts as seated. */
export const categoryOffers = ({ sections, categories }, availability, prices) => {
    const counts = availability?.sections.flatMap((section) => section.categories) ?? [];
    const all = sections.flatMap((section) => section.categories.map((each) => ({ ...each, kind: section.kind })));
    const order = categories.map(({ category }) => category);
    const names = [...new Set([...order, ...all.map(({ category }) => category)])];
    const labels = new Map(categories.map(({ category, label }) => [category, label]));
    return names.flatMap((category) => {
        const parts = all.filter((each) => each.category === category);
        const own = counts.filter((each) => each.category === category);
        if (parts.length === 0)
            return [];
        return {
            category,
            label: labels.get(category) ?? category,
            price: prices.get(category) ?? own[0]?.price ?? 0,
            isStanding: parts.every(({ kind }) => kind === "STANDING"),
            capacity: parts.reduce((total, each) => total + each.capacity, 0),
            free: sum(own, "free"),
            accessibleUnits: sum(own, "accessibleUnits"),
            fromPrice: fromPrice(own, prices),
        };
    });
};
/** Sections of which the two say different things, whose seats may have changed. */
export const changedSections = (before, after) => {
    const textOf = (sections) => new Map(sections.map((each) => [each.sectionId, JSON.stringify(each)]));
    const known = textOf(before?.sections ?? []);
    return [...textOf(after.sections)].filter(([id, text]) => known.get(id) !== text).map(([id]) => id);
};
