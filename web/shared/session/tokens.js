/** The tokens of a session as the browser keeps them, and what is read from them. Pure. */
const isUser = (value) => typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "name" in value &&
    typeof value.name === "string";
export const parseTokens = (json) => {
    if (typeof json !== "object" || json === null || !("access" in json) || typeof json.access !== "string") {
        return undefined;
    }
    if (!("user" in json) || !isUser(json.user))
        return undefined;
    if (!("renewAtMs" in json) || typeof json.renewAtMs !== "number")
        return undefined;
    const refresh = "refresh" in json && typeof json.refresh === "string" ? json.refresh : null;
    return { access: json.access, refresh, renewAtMs: json.renewAtMs, user: json.user };
};
/** Whether a path may be returned to after the sign-in: one of this site, never another site's address. */
export const isOwnPath = (path) => /^\/(?![/\\])/.test(path);
