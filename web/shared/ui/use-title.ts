import { useEffect } from "preact/hooks";

/** Names the page in the browser's tab and history. */
export const useTitle = (text: string): void => {
  useEffect(() => {
    document.title = text === "" ? "Encore" : `${text} · Encore`;
  }, [text]);
};
