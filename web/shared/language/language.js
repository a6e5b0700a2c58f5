/** The language of the page: the one chosen, else the first of the browser's that there is, else Korean. */
import { effect, signal } from "@preact/signals";
import { stored } from "#web/shared/storage/stored.ts";
export const LANGUAGES = ["ko", "en"];
const isLanguage = (value) => LANGUAGES.some((language) => language === value);
const chosen = stored("language", (json) => (isLanguage(json) ? json : undefined));
const preferred = () => chosen.read() ?? navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? "ko";
const current = signal(preferred());
export const language = current;
effect(() => {
    document.documentElement.lang = current.value;
});
const loadings = new Set();
/** Has something loaded before the language changes, so that no page shows two languages. */
export const beforeLanguage = (load) => {
    loadings.add(load);
};
export const chooseLanguage = async (next) => {
    await Promise.all([...loadings].map((load) => load(next)));
    chosen.write(next);
    current.value = next;
};
chosen.onChange(() => {
    const next = chosen.read();
    if (next !== undefined && next !== current.peek())
        void chooseLanguage(next);
});
