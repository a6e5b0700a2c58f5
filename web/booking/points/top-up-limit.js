export const limitIn = ({ code, body }) => {
    const { amountMax, balanceMax } = body;
    if (code !== "AMOUNT_OUT_OF_RANGE" || typeof amountMax !== "number" || typeof balanceMax !== "number")
        return undefined;
    return { amountMax, balanceMax };
};
/** The largest amount that can be topped up, as far as the last refusal says. */
export const mostNow = (attempt, balance = 0) => {
    const limit = attempt.state === "refused" ? limitIn(attempt.refusal) : undefined;
    return limit === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(0, Math.min(limit.amountMax, limit.balanceMax - balance));
};
