/** The address of the page, and going to another one without loading the page again. */
import { signal } from "@preact/signals";
const read = () => ({ path: location.pathname, query: new URLSearchParams(location.search) });
const current = signal(read());
export const address = current;
addEventListener("popstate", () => {
    current.value = read();
});
export const navigate = (to, { replace = false } = {}) => {
    if (replace)
        history.replaceState(null, "", to);
    else
        history.pushState(null, "", to);
    current.value = read();
};
/** Whether a click is a plain one, which the page handles itself. */
const isPlain = (event) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
/** For the `onClick` of a link: goes to its address within the page. */
export const follow = (event) => {
    if (event.defaultPrevented || !isPlain(event) || !(event.currentTarget instanceof HTMLAnchorElement))
        return;
    const { origin, pathname, search, target, hash } = event.currentTarget;
    if (origin !== location.origin || (target !== "" && target !== "_self") || hash !== "")
        return;
    event.preventDefault();
    navigate(pathname + search);
};
