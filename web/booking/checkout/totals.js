const sum = (seats, of) => seats.reduce((total, seat) => total + of(seat), 0);
export const totalsOf = ({ seats, amount }) => {
    const fees = new Set(seats.map(({ bookingFee }) => bookingFee));
    return {
        prices: sum(seats, ({ price }) => price),
        discounts: sum(seats, ({ discount }) => discount),
        bookingFees: sum(seats, ({ bookingFee }) => bookingFee),
        feeEach: fees.size === 1 ? seats[0]?.bookingFee : undefined,
        amount,
    };
};
