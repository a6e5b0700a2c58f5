/** Patterns of paths, such as `/concerts/:concertId/waiting`. Pure. */
const decoded = (text) => {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
};
/** The parameters of a path that matches; undefined if it does not. A slash at the end does not count. */
export const matchPath = (pattern, path) => {
    const wanted = pattern.split("/").filter((part) => part !== "");
    const given = path.split("/").filter((part) => part !== "");
    if (wanted.length !== given.length)
        return undefined;
    const params = {};
    for (const [index, part] of wanted.entries()) {
        const value = decoded(given[index] ?? "");
        if (value === undefined)
            return undefined;
        if (part.startsWith(":"))
            params[part.slice(1)] = value;
        else if (part !== value)
            return undefined;
    }
    return params;
};
