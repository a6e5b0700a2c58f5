import { useEffect } from "preact/hooks";
/** Names the page in the browser's tab and history. */
export const useTitle = (text) => {
    useEffect(() => {
        document.title = text === "" ? "Encore" : `${text} · Encore`;
    }, [text]);
};
