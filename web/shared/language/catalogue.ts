/**
 * The messages of a screen or part, in the language of the page. Both languages have the same type, so a message that is
 * missing is an error of types, which ends the build.
 */
import { signal } from "@preact/signals";
import { beforeLanguage, type Language, language } from "#web/shared/language/language.ts";

type Loader<Messages> = () => Promise<{ readonly messages: Messages }>;

export interface Catalogue<Messages> {
  /** Loads the messages of the current language. A screen is shown once its catalogues are loaded. */
  readonly load: () => Promise<void>;
  /** The messages. Whatever reads them follows a change of language. @throws Error before they are loaded */
  readonly t: Messages;
}

export const catalogue = <Messages>(loaders: Readonly<Record<Language, Loader<Messages>>>): Catalogue<Messages> => {
  const loaded = signal<Readonly<Partial<Record<Language, Messages>>>>({});
  const load = async (wanted: Language): Promise<void> => {
    if (loaded.peek()[wanted] !== undefined) return;
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
      if (messages === undefined) throw new Error("These messages are not loaded.");
      return messages;
    },
  };
};
