/**
 * The messages of a screen or part, in the language of the page. Both languages have the same type, so a message that is
 * missing is an error of types, which ends the build.
 */
import { signal } from "@preact/signals";
import { beforeLanguage, language } from "#web/shared/language/language.ts";
export const catalogue = (loaders) => {
    const loaded = signal({});
    const load = async (wanted) => {
        if (loaded.peek()[wanted] !== undefined)
            return;
        const { messages } = await loaders[wanted]();
        loaded.value = { ...loaded.peek(), [wanted]: messages };
    };
    return {
        load: async () => {
            beforeLanguage(load);
            await load(language.peek());
        },
        get t() {
            const messages = loaded.value[language.value];
            if (messages === undefined)
                throw new Error("These messages are not loaded.");
            return messages;
        },
    };
};
