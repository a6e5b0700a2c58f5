/** What a queue token says of itself: whether its owner is inside, and until when. The service alone decides. Pure. */
const claimsOf = (token) => {
    const payload = token.split(".")[1] ?? "";
    const json = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    return typeof json === "object" && json !== null ? { ...json } : {};
};
/** Undefined for what is no queue token. */
export const passOf = (token) => {
    try {
        const { status, exp } = claimsOf(token);
        return {
            token,
            isAdmitted: status === "ADMITTED",
            endsAtMs: typeof exp === "number" ? exp * 1000 : undefined,
        };
    }
    catch {
        return undefined;
    }
};
