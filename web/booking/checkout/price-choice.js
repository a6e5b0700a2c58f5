export const typesOf = (category, prices) => prices.find((each) => each.category === category)?.types ?? [];
/** The options of a seat among the seats of its reservation. None: its category has no price list. */
export const priceOptions = (seat, seats, prices) => typesOf(seat.category, prices).map((type) => {
    const isChosen = type.priceType === seat.priceType;
    const others = seats.filter(({ seatId, priceType }) => seatId !== seat.seatId && priceType === type.priceType);
    return {
        type,
        price: isChosen ? seat.price : type.amount,
        isChosen,
        isFull: !isChosen && others.length >= (type.maxPerReservation ?? Number.POSITIVE_INFINITY),
    };
});
/** The price types that the categories of these seats have, each once, for the list of who may have which. */
export const offeredTypes = (seats, prices) => {
    const found = new Map();
    for (const { category } of seats) {
        for (const type of typesOf(category, prices))
            if (!found.has(type.priceType))
                found.set(type.priceType, type);
    }
    return [...found.values()];
};
