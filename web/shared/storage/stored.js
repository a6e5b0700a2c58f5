/**
 * Values that outlive a reload, in the browser's own storage. What is read back is checked, because an older page, another
 * program or the user may have written it. A browser that refuses storage keeps the values as long as the page is open.
 */
/** Part of every key, so that a later form of the values can leave this one behind. */
const VERSION = "encore-1";
const kept = new Map();
const tried = (attempt) => {
    try {
        return attempt();
    }
    catch {
        return undefined;
    }
};
const readText = (place, key) => tried(() => globalThis[place].getItem(key)) ?? kept.get(key) ?? null;
/**
 * @param parse returns the value, or undefined for anything that is none
 * @param place localStorage for every tab, sessionStorage for this one
 */
export const stored = (name, parse, place = "localStorage") => {
    const key = `${VERSION}:${name}`;
    return {
        read: () => {
            const text = readText(place, key);
            return text === null ? undefined : tried(() => parse(JSON.parse(text)));
        },
        write: (value) => {
            const text = JSON.stringify(value);
            kept.set(key, text);
            tried(() => globalThis[place].setItem(key, text));
        },
        remove: () => {
            kept.delete(key);
            tried(() => globalThis[place].removeItem(key));
        },
        onChange: (listener) => {
            const hear = (event) => {
                if (event.key === key || event.key === null)
                    listener();
            };
            addEventListener("storage", hear);
            return () => removeEventListener("storage", hear);
        },
    };
};
/** Removes everything that begins with this name, in this tab and in all of them. */
export const removeStored = (prefix) => {
    const start = `${VERSION}:${prefix}`;
    for (const key of kept.keys())
        if (key.startsWith(start))
            kept.delete(key);
    for (const place of ["localStorage", "sessionStorage"]) {
        tried(() => {
            for (const key of Object.keys(globalThis[place]))
                if (key.startsWith(start))
                    globalThis[place].removeItem(key);
        });
    }
};
