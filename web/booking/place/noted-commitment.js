export const parseNoted = (json) => {
    if (typeof json !== "object" || json === null)
        return undefined;
    if (!("commitment" in json) || typeof json.commitment !== "string")
        return undefined;
    if (!("seenAt" in json) || typeof json.seenAt !== "string" || Number.isNaN(Date.parse(json.seenAt)))
        return undefined;
    return { commitment: json.commitment, seenAt: json.seenAt };
};
/** What to note of a queue that was read, with what has been noted before: the first sight counts, and only before the draw. */
export const noteOf = ({ draw, serverTime }, noted) => {
    if (noted !== undefined || draw.seed !== null)
        return noted;
    return { commitment: draw.commitment, seenAt: serverTime };
};
